"""What the loader refuses, each with file and line or key, and a form unlike the official ones."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from core import THIRD, THIRD_FORM, altered
from reportdesk.audit.engine import Audit
from reportdesk.form import loader
from reportdesk.form.grid import Role, section_grid
from reportdesk.form.model import Form
from reportdesk.form.node import FormError, Node, parse
from reportdesk.report import exchange
from reportdesk.report.report import Report
from reportdesk.report.values import NOT_APPLICABLE, Unread, Value

RULE = """
[[rules]]
code = "{code}"
kind = "sum"
severity = "error"
table = "{table}"
per = "{per}"
left = {left}
right = {right}
computes = {computes}
title = "{{row}}"
left_label = "左"
right_label = "右"
"""


def rule(
    left: str, right: str, *, table: str = "budget", per: str = "row", code: str = "x", computes: str = "[]"
) -> str:
    return RULE.format(code=code, table=table, per=per, left=left, right=right, computes=computes)


def refused(path: Path) -> str:
    with pytest.raises(FormError) as caught:
        loader.read(path)
    assert caught.value.message.startswith(("格式文件 altered.toml", "读不到格式文件"))
    return caught.value.message


REFUSALS = [
    pytest.param('unit = "元"', "unit = 元", "(at line 29, column 8)", id="syntax"),
    pytest.param('notice = "虚', 'notise = "虚', "：notice：缺少这个键", id="missing key"),
    pytest.param("optional = true", "optinal = true", "sections[3].optinal：没有这个键", id="unknown key"),
    pytest.param("optional = true", 'optional = "yes"', "sections[3].optional：应是 true 或 false", id="not a flag"),
    pytest.param("first = 2030", "first = true", "years.first：应是整数", id="not a number"),
    pytest.param("first = 2030", "first = 2035", "years.last：最后一年早于", id="years"),
    pytest.param('id = "lower"', 'id = "branch"', "tables[0].rows[3]：“branch” 定义了两次", id="row twice"),
    pytest.param('id = "litter"', 'id = "walked"', "tables[0].columns[1]：“walked” 定义了两次", id="column twice"),
    pytest.param('id = "upper", w', 'id = "main", w', "tables[0].row_groups[1]：“main” 定义了两次", id="group twice"),
    pytest.param('id = "cleared"', 'id = "rounds"', "tables[1]：表 “rounds” 定义了两次", id="table twice"),
    pytest.param('id = "money"', 'id = "patrols"', "sections[2]：章节 “patrols” 定义了两次", id="section twice"),
    pytest.param('id = "upper.left"', 'id = "upper left"', "rows[0].id：“upper left” 不能作名称", id="bad row id"),
    pytest.param('id = "walked"', 'id = "walked.x"', "columns[0].id：“walked.x” 不能作名称", id="dotted column"),
    pytest.param('id = "cleared"', 'id = "summary"', "tables[1].id：“summary” 已是文字", id="table named as prose"),
    pytest.param('within = "upper"', 'within = "uper"', "rows[0].within：没有名为 “uper” 的分组", id="unknown group"),
    pytest.param('section = "money"', 'section = "mony"', "tables[2].section：没有章节 “mony”", id="unknown section"),
    pytest.param('section = "money"', 'section = "patrols"', "章节 “money” 没有表", id="section without table"),
    pytest.param("optional = true", '[[sections]]\nid = "x"\nkind = "tables"', "章节 “x” 没有表", id="no table"),
    pytest.param('section = "patrols"', 'section = "summary"', "“summary” 是文字部分，不能有表", id="table in prose"),
    pytest.param('kind = "times"', 'kind = "time"', "tables[0].kind：没有名为 “time” 的数值种类", id="unknown kind"),
    pytest.param('kind = "change" }', 'kind = "chance" }', "没有名为 “chance” 的数值种类", id="unknown row kind"),
    pytest.param('number = "decimal"', 'number = "float"', "kinds.area.number：只能是 integer、decimal", id="number"),
    pytest.param('"平方米" = "0.0001"', '"平方米" = "少"', "kinds.area.converts：“少” 不是数", id="factor"),
    pytest.param('layout = "across"', 'layout = "up"', "tables[2].layout：只能是 down、across", id="layout"),
    pytest.param("{unit}{year}年", "{unit}{jahr}年", "title：不能用 {jahr}", id="title"),
    pytest.param("{section}过长", "{part}过长", "rules[5].title：不能用 {part}", id="rule title"),
    pytest.param("{column}：", "{column：", "rules[0].title：花括号不成对", id="brace"),
    pytest.param('kind = "unlikely"', 'kind = "never"', "rules[4].kind：只能是 sum、unlikely、length", id="rule kind"),
    pytest.param('table = "rounds"', 'table = "round"', "rules[0].table：没有这张表：“round”", id="rule table"),
    pytest.param('"lower", "branch"]', '"lover"]', "rules[0].left：没有名为 “lover” 的行或列", id="rule row"),
    pytest.param('right = ["found_total"]', 'right = ["sum"]', "rules[1].right：没有名为 “sum”", id="rule column"),
    pytest.param('"walked", "litter", "outfall"]', '"x"]', "rules[0].computes：没有名为 “x”", id="rule computes"),
    pytest.param('"upper.*", "lower"', '"upper.*", "upper.left"', "rules[0].left：“upper.left” 列了两次", id="double"),
    pytest.param('right = ["found_total"]', "right = []", "rules[1].right：没有列出一行或一列", id="empty side"),
    pytest.param(
        'right = ["end"]', 'right = ["start", "end"]', "rules[3].computes：“budget.balance” 右边", id="two right"
    ),
    pytest.param('per = "column"', 'per = "cell"', "rules[0].per：只能是 column、row", id="per"),
    pytest.param('severity = "remark"', 'severity = "hint"', "rules[2].severity：只能是", id="severity"),
    pytest.param("budget.state.*", "budget.nation.*", "rules[4].cells：没有这一格：“budget.nation.*”", id="rule cell"),
    pytest.param('cells = ["budget.state.*"]', "cells = []", "rules[4].cells：没有列出一格", id="no cell"),
    pytest.param('levels = ["township"]', 'levels = ["village"]', "rules[4].levels：没有名为 “village”", id="level"),
    pytest.param(
        'section = "summary"', 'section = "money"', "rules[5].section：没有这个文字部分：“money”", id="length"
    ),
    pytest.param('name = "河湖', 'help = "nowhere"\nname = "河湖', "help：没有填报说明 nowhere.toml", id="help"),
    pytest.param('name = "河湖', 'help = "../x"\nname = "河湖', "help：没有填报说明 ../x.toml", id="help outside"),
]


@pytest.mark.parametrize(("old", "new", "told"), REFUSALS)
def test_refusals_name_file_and_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert told in refused(altered(tmp_path, (old, new)))


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        ('["start", "flow"]', '["end"]', "重复声明"),
        ('["end"]', '["start", "flow"]', "重复声明"),
        ('["flow", "start"]', '["end"]', "重复声明"),
        ('["end"]', '["end"]', "恒成立"),
    ],
    ids=["same", "swapped", "re-ordered", "always true"],
)
def test_a_relation_stands_only_once(tmp_path: Path, left: str, right: str, told: str) -> None:
    message = refused(with_rules(tmp_path, rule(left, right)))
    assert "rules[6]：“x:own”" in message
    assert told in message


def with_rules(folder: Path, *rules: str) -> Path:
    path = folder / "altered.toml"
    path.write_text(THIRD.read_text(encoding="utf-8") + "".join(rules), encoding="utf-8")
    return path


def test_relations_equal_after_cancelling_are_one(tmp_path: Path) -> None:
    first = rule('["litter", "walked"]', '["outfall", "walked"]', table="rounds", code="a")
    second = rule('["outfall"]', '["litter"]', table="rounds", code="b")
    message = refused(with_rules(tmp_path, first, second))
    assert "rules[7]：“b:upper.left” 与 “a:upper.left” 是同一勾稽关系，重复声明" in message


def test_two_ways_to_compute_one_total(tmp_path: Path) -> None:
    message = refused(with_rules(tmp_path, rule('["start"]', '["end"]', computes='["own"]')))
    assert "rules[6]：总计 “budget.own.end” 有两个不同的算法：“budget.balance:own” 与 “x:own”" in message


def test_a_total_summed_from_itself(tmp_path: Path) -> None:
    message = refused(
        with_rules(tmp_path, rule('["walked", "litter"]', '["walked"]', table="rounds", computes='["branch"]'))
    )
    assert "rules[6].computes：这些总计互相依赖，无法计算：rounds.branch.walked" in message


def test_totals_in_a_circle(tmp_path: Path) -> None:
    one = rule('["walked"]', '["litter"]', table="rounds", computes='["lower"]', code="a")
    two = rule('["outfall", "litter"]', '["walked"]', table="rounds", computes='["lower"]', code="b")
    message = refused(with_rules(tmp_path, one, two))
    assert re.search(r"rules\[[67]\]\.computes：这些总计互相依赖，无法计算：.*rounds\.lower\.litter", message)


def test_one_code_for_two_tables_keeps_their_findings_apart(tmp_path: Path) -> None:
    one = rule('["spring"]', '["autumn"]', table="cleared", code="twin")
    two = rule('["start"]', '["flow"]', table="budget", code="twin")
    swaps = [('{ id = "water", label', '{ id = "own", label'), ('"water", "bank"', '"own", "bank"')]
    text = altered(tmp_path, *swaps).read_text(encoding="utf-8")
    (tmp_path / "altered.toml").write_text(text + one + two, encoding="utf-8")
    keys = [relation.key for relation in loader.read(tmp_path / "altered.toml").relations]
    assert len(set(keys)) == len(keys)
    assert {"twin:own", "twin:budget.own"} <= set(keys)


def test_two_rules_of_one_key_are_refused(tmp_path: Path) -> None:
    text = THIRD.read_text(encoding="utf-8")
    twin = text[text.index('[[rules]]\ncode = "summary.length"') :]
    assert "rules[6]：已有名为 “summary.length:summary” 的规则" in refused(with_rules(tmp_path, "\n", twin))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe", "有语法错误"),
        (b"a = [" + b"[" * 5000, "有语法错误"),
        (b"a = 1\nb =", "line 2"),
        (b"", "：sections：缺少这个键"),
    ],
)
def test_junk_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "altered.toml"
    path.write_bytes(content)
    assert told in refused(path)


def test_a_table_has_rows_and_columns(tmp_path: Path) -> None:
    text = THIRD.read_text(encoding="utf-8")
    start = text.index('columns = [\n  { id = "spring"')
    stop = text.index("rows = [", start)
    path = altered(tmp_path, (text[start:stop], "columns = []\n"))
    assert "tables[1].columns：没有一行一列" in refused(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "nowhere.toml" in refused(tmp_path / "nowhere.toml")


def test_a_bundled_form_carries_the_name_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader.assets, "path", lambda *_name: THIRD)
    with pytest.raises(FormError, match="应与文件名相同"):
        loader.load.__wrapped__("disclosure-2021")


@pytest.mark.parametrize(
    ("value", "told"), [({"x": [1, "2"]}, "x[0]：应是一列文字"), ({"x": 1}, "x：应是一列文字"), ([], "应是一组键值")]
)
def test_nodes_name_what_is_wrong(value: object, told: str) -> None:
    with pytest.raises(FormError) as caught:
        Node(value, "", "f.toml").texts("x")
    assert told in caught.value.message


@pytest.mark.parametrize("width", ["-1", "0", "nan", "inf", "true", '"1"'])
def test_widths_are_above_zero(tmp_path: Path, width: str) -> None:
    swap = ('layout = "across"', f'layout = "across"\nwidths = [{width}]')
    assert "tables[2].widths[0]：应是一列大于零的数字" in refused(altered(tmp_path, swap))


# The third form


def test_a_form_is_data() -> None:
    assert len(THIRD_FORM.cells) == 38
    assert len(THIRD_FORM.relations) == 15
    assert THIRD_FORM.feeds["rounds.lower.litter"] == (
        "rounds.all.litter",
        "rounds.lower.found_total",
        "rounds.all.found_total",
    )
    assert THIRD_FORM.cells["cleared.sites.spring"].kind.integer
    assert parse(THIRD)["id"] == THIRD_FORM.id


def test_its_grids_have_their_own_depths() -> None:
    patrols = section_grid(THIRD_FORM, THIRD_FORM.section("patrols"))
    spans = {c.text: (c.rowspan, c.colspan) for c in patrols.cells if c.role in (Role.LABEL, Role.TITLE, Role.HEAD)}
    assert (patrols.rows, patrols.columns) == (13, 7)
    assert spans["干流"] == (3, 1)
    assert spans["上游"] == (2, 1)
    assert spans["支流"] == (1, 3)
    assert spans["全年"] == (1, 4)
    assert spans["表乙 清理"] == (1, 7)
    money = section_grid(THIRD_FORM, THIRD_FORM.section("money"))
    spans = {c.text: (c.rowspan, c.colspan) for c in money.cells if c.row < 2}
    assert spans["上级补助"] == (1, 6)
    assert spans["省级"] == (1, 3)
    assert spans["年末结余"] == (2, 1)


def filled(form: Form) -> Report:
    report = Report(form, 2031, "柳溪镇人民政府")
    numbers: dict[str, Value] = {address: 2 for address in form.cells if address not in form.totals}
    report.apply(report.set_cells(numbers))
    report.apply(
        report.set_prose(
            "summary", "巡查 {{ rounds.all.walked }} 次，结余 {{ budget.own.end + budget.state.end }} 元。"
        )
    )
    return report


def test_it_is_filled_and_audited() -> None:
    report = filled(THIRD_FORM)
    assert report.cell("rounds.all.walked") == 8
    assert report.cell("rounds.all.found_total") == 16
    report.apply(report.set_cells({"budget.own.start": Decimal("-1.25"), "budget.own.flow": Decimal("0.50")}))
    assert str(report.cell("budget.own.end")) == "-0.75"
    found = {finding.key: finding for finding in Audit(report).findings()}
    assert set(found) == {"budget.unlikely:state"}
    report.apply(report.set_cells({"cleared.water.year": Decimal("4.125"), "cleared.bank.spring": NOT_APPLICABLE}))
    finding = {finding.key: finding for finding in Audit(report).findings()}["cleared.year:water"]
    assert (finding.left, finding.right, finding.difference) == (4, Decimal("4.125"), Decimal("-0.125"))
    assert finding.severity == "remark"
    assert finding.equation == "上半年加下半年 4，全年 4.125，相差 0.125。"


def test_it_is_exchanged() -> None:
    report = filled(THIRD_FORM)
    report.apply(report.set_cells({"budget.own.flow": Decimal("1.50"), "rounds.lower.walked": Unread("若干")}))
    data = exchange.dumps(report)
    again = exchange.loads(data, THIRD_FORM)
    assert again == report
    assert exchange.dumps(again) == data
    assert again.cell("rounds.all.walked") is None
    with pytest.raises(exchange.ExchangeError, match="form：没有名为“river-2030”的报告格式"):
        exchange.loads(data)
