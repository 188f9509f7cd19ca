"""Levels told by the clerk or by the unit's name."""

import pytest

from reportdesk.form.units import Level, level_of, levels


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("柳溪镇人民政府", "township"),
        ("某某县柳溪乡人民政府", "township"),
        ("某某区清河街道办事处", "township"),
        ("清河街道", "township"),
        ("某某县人民政府", "county"),
        ("某某市某某区人民政府", "county"),
        ("某某旗人民政府", "county"),
        ("某某自治县人民政府", "county"),
        ("某某县财政局", "department"),
        ("某某市卫生健康委员会", "department"),
        ("某某省水利厅", "department"),
        ("某某自治区人民政府", "province"),
        ("某某省人民政府", "province"),
        ("某某自治州人民政府", "prefecture"),
        ("上海市人民政府办公厅", ""),
        ("平潭综合实验区", "zone"),
        ("某某经济技术开发区管理委员会", "zone"),
        ("某某市高新区管委会", "zone"),
        ("某某新区管理委员会", "zone"),
        ("某某市监督管理委员会", ""),
        ("某某新区", ""),
        ("某某新区人民政府", ""),
        ("国家某某总局", ""),
        ("国家某某局", ""),
        ("某某市人民政府", ""),
        ("", ""),
    ],
)
def test_the_name_tells_the_level_only_where_it_is_certain(name: str, level: str) -> None:
    assert level_of("", name) == level


@pytest.mark.parametrize("level", levels(), ids=lambda level: level.id)
def test_the_clerk_names_a_level_by_id_or_label(level: Level) -> None:
    assert [level_of(given, "某某县财政局") for given in (level.id, level.label)] == [level.id] * 2


def test_an_unknown_level_given_tells_nothing() -> None:
    assert level_of("开发区", "柳溪镇人民政府") == ""
