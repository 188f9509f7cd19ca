"""数据审核: checks a report against its form's rules and says in the clerk's words what is wrong."""
