"""YAML as people mean it."""

import pytest

from tollbook.series.plain_yaml import NoYaml, load


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024", 2024),
        ("-3", -3),
        ("0", 0),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        # In YAML 1.1 these are 25, 90, 1000, 31, a day, false, true and true.
        ("031", "031"),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("0x1f", "0x1f"),
        ("2024-11-01", "2024-11-01"),
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("2024-11", "2024-11"),
        ("2024-W46", "2024-W46"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'2024'", "2024"),
        ("=day of issue", "=day of issue"),
    ],
)
def test_a_value_is_what_it_looks_like(text, value):
    found = load(f"a: {text}\n")["a"]
    assert found == value
    assert type(found) is type(value)


def test_lists_tables_comments_and_anchors_are_read():
    text = "# a comment\na: &places [Pale, Kale]  # another\nb: *places\nc: {level: township}\nd:\n- x\n<<: {e: 1}\n"
    assert load(text) == {"a": ["Pale", "Kale"], "b": ["Pale", "Kale"], "c": {"level": "township"}, "d": ["x"], "e": 1}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", "a is given twice (line 1, column 1)"),
        ("a:\n  b: 1\n  b: 1\n", "b is given twice (line 2, column 3)"),
        ("a: [1\n", "expected ',' or ']', but got '<stream end>' (line 2, column 1)"),
        ("a: 1\n  b: 2\n", "mapping values are not allowed here (line 2, column 4)"),
        ("\ta: 1\n", "found character '\\t' that cannot start any token (line 1, column 1)"),
        ("a: 1\n---\nb: 2\n", "but found another document (line 2, column 1)"),
        ("a: !!python/object:os.system x\n", "could not determine a constructor for the tag 'tag:yaml.org,2002:python/object:os.system' (line 1, column 4)"),
        ("? [a, b]\n: 1\n", "found unhashable key (line 1, column 3)"),
        ("a: \x00\n", "unacceptable character #x0000: special characters are not allowed in \"<unicode string>\", position 3"),
    ],
)  # fmt: skip
def test_what_is_no_yaml_is_said_with_its_place(text, said):
    with pytest.raises(NoYaml) as error:
        load(text)
    assert str(error.value) == said
