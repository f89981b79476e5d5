import pytest

from analysis.codebook import load_codebook
from analysis.errors import CodebookError

GOOD = """\
title: Fishing rights
definition: The sentence speaks of who may fish where.
directions:
  open: allowed
  closed: forbidden
rules:
  - id: ban
    direction: closed
    find: |
      # a comment
      ban* ...4 fishing
      close ...2 %waters   # another
    in one sentence with: boat & strait | bay
lists:
  waters: strait | bay
yes:
  closed:
    - The bay was closed to fishing boats.
no:
  - The shop closed early.
"""


def faults(folder, actors, theme=GOOD, lists=None, name="fishing.yml"):
    (folder / name).write_text(theme, encoding="utf-8")
    if lists is not None:
        (folder / "_lists.yml").write_text(lists, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load_codebook(folder, actors)
    return [str(fault).replace(f"{folder.name}/", "") for fault in caught.value.faults]


def replaced(*pairs):
    text = GOOD
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_reads_a_theme(tmp_path, actors):
    (tmp_path / "fishing.yml").write_text(GOOD, encoding="utf-8")
    (theme,) = load_codebook(tmp_path, actors).themes
    assert (theme.name, theme.title) == ("fishing", "Fishing rights")
    assert theme.directions == {"open": "allowed", "closed": "forbidden"}
    (rule,) = theme.rules
    assert (rule.name, rule.direction, rule.line, len(rule.find)) == ("fishing/ban", "closed", 7, 2)
    assert [(example.line, example.is_yes, example.direction) for example in theme.examples] == [
        (18, True, "closed"),
        (20, False, None),
    ]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (
            [("title: Fishing rights\n", "")],
            ["fishing.yml line 1: the theme has no title. Add 'title:' and say it."],
        ),
        (
            [("definition: The sentence speaks of who may fish where.", "definition:")],
            ["fishing.yml line 2: definition of the theme is empty. Say it or take the key out."],
        ),
        (
            [("definition:", "defnition:")],
            [
                "fishing.yml line 1: the theme has no definition. Add 'definition:' and say it.",
                "fishing.yml line 2: unknown key 'defnition' in the theme. Did you mean 'definition'?",
            ],
        ),
        (
            [("in one sentence with", "in one sentense with")],
            [
                "fishing.yml line 13: unknown key 'in one sentense with' in rule 'ban'. "
                "Did you mean 'in one sentence with'?"
            ],
        ),
        (
            [("direction: closed", "direction: close")],
            ["fishing.yml line 8: direction 'close', expected one of open, closed. Did you mean 'closed'?"],
        ),
        (
            [("    direction: closed\n", "")],
            ["fishing.yml line 7: rule 'ban' has no direction, expected one of open, closed."],
        ),
        (
            [("yes:\n  closed:", "yes:\n  shut:")],
            ["fishing.yml line 17: direction 'shut', expected one of open, closed."],
        ),
        (
            [("ban* ...4 fishing", "(ban* ...4 fishing")],
            [
                "fishing.yml line 11: pattern '(ban* ...4 fishing' has '(' that is not closed at column 7. "
                "Close it with )."
            ],
        ),
        (
            [("boat & strait | bay", "boat & strait | | bay")],
            [
                "fishing.yml line 13: pattern 'boat & strait | | bay' has an empty alternative at column 43. "
                "Write a word there or take the sign out."
            ],
        ),
        (
            [("boat & strait", "@ntao & strait")],
            None,
        ),
        (
            [("%waters", "%water")],
            ["fishing.yml line 12: unknown list '%water'. Did you mean 'waters'?"],
        ),
        (
            [("%waters", "@nto")],
            ["fishing.yml line 12: unknown actor or group '@nto'. Did you mean 'nato'?"],
        ),
        (
            [("waters: strait | bay", "waters: strait |")],
            [
                "fishing.yml line 15: pattern 'strait |' has an empty alternative at column 19. "
                "Write a word there or take the sign out.",
            ],
        ),
        (
            [("waters: strait | bay", "waters: strait | %waters")],
            ["fishing.yml line 15: list 'waters' contains itself: waters > waters."],
        ),
        (
            [("ban* ...4 fishing", "ban* & fishing")],
            [
                "fishing.yml line 11: pattern 'ban* & fishing' has '&' at column 12. "
                "Only conditions may be joined."
            ],
        ),
        (
            [("ban* ...4 fishing", "@@states")],
            [
                "fishing.yml line 11: pattern '@@states' has '@@' at column 7. "
                "Only a condition may ask for two actors."
            ],
        ),
        (
            [("- id: ban", "- id: Ban it")],
            ["fishing.yml line 7: rule id 'Ban it', expected small letters, digits and _."],
        ),
        (
            [("- The shop closed early.", "- 4")],
            ["fishing.yml line 20: item 1 of no is 4, expected text."],
        ),
    ],
)
def test_faults_say_where_what_and_how_to_mend(tmp_path, actors, pairs, expected):
    if expected is None:
        (said,) = faults(tmp_path, actors, replaced(*pairs))
        assert "not YAML" in said
        assert said.startswith("fishing.yml line 13: ")
        assert said.endswith("Put the text between single quotes, or on a line of its own after '|'.")
        return
    assert faults(tmp_path, actors, replaced(*pairs)) == expected


def test_all_faults_of_all_files_at_once(tmp_path, actors):
    theme = replaced(
        ("title: Fishing rights\n", ""),
        ("direction: closed", "direction: close"),
        ("lists:", "  - id: ban\n    direction: open\n    find: 'open [bay'\nlists:"),
        ("%waters", "%waterz"),
    )
    (tmp_path / "other.yml").write_text("title: Other\n", encoding="utf-8")
    found = faults(tmp_path, actors, theme, lists="boats: boat | @nobody_at_all\n")
    assert len(found) == 10
    assert [line.split(":")[0] for line in found] == [
        "_lists.yml line 1",
        "fishing.yml line 1",
        "fishing.yml line 7",
        "fishing.yml line 11",
        "fishing.yml line 13",
        "fishing.yml line 15",
        *["other.yml line 1"] * 4,
    ]
    assert "duplicate rule id 'ban'" in " ".join(found)


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        ("title: [a\n", "fishing.yml line 1: not YAML: the [ at column 8 is not closed. Close it with ],"),
        ("title: a\ntitle: b\n", "fishing.yml line 2: found duplicate key"),
        ("", "fishing.yml line 1: no 'key: value' lines"),
        ("- a\n", "fishing.yml line 1: no 'key: value' lines"),
        (GOOD.replace("rules:\n", "rules: none\nold:\n"), "fishing.yml line 6: rules is not a list"),
    ],
)
def test_what_is_no_theme_is_said_to_be_none(tmp_path, actors, theme, expected):
    assert any(line.startswith(expected) for line in faults(tmp_path, actors, theme))


@pytest.mark.parametrize(
    ("pair", "line", "found", "cure"),
    [
        (("  open: allowed", "\topen: allowed"), 4, "a tab stands before the text", "Indent with spaces"),
        (("    direction: c", "\tdirection: c"), 8, "a tab stands before the text", "Indent with spaces"),
        (("      ban* ...4", "\tban* ...4"), 11, "a tab stands before the text", "Indent with spaces"),
        (("Fishing rights", '"Fishing rights'), 1, 'the " at column 8 is not closed', 'Close it with "'),
        (("- The shop", "- 'The shop"), 20, "the ' at column 5 is not closed", "Close it with '"),
        (("- The shop closed early.", "- 'The shop's door.'"), 20, "it begins with", "is written twice"),
        (("in one sentence with: boat", "in one sentence with: [a] boat"), 13, "begins with", "single quot"),
        (("The sentence speaks of", "The sentence speaks: of"), 2, "has a colon in it", "single quotes"),
        (("- The shop", "- The shop: it"), 20, "item 1 of no is a mapping", "between single quotes"),
        (("strait | bay", "strait: bay"), 13, "has a colon in it", "single quotes"),
        (("title: Fishing", "title:Fishing"), 1, "no space behind the colon", "Write 'name: value'"),
        (("    direction: c", "   direction: c"), 8, "does not fit what is above it", "Begin the line below"),
        (("no:", "---\nno:"), 19, "a second document begins", "Take the --- out"),
        (("Fishing rights", "Fish\x07ing"), 1, "a character that no text has (U+0007)", "Take it out"),
    ],
)  # fmt: skip
def test_what_is_no_yaml_is_told_with_its_line_and_cure(tmp_path, actors, pair, line, found, cure):
    (said, *_) = faults(tmp_path, actors, replaced(pair))
    assert said.startswith(f"fishing.yml line {line}: ") and found in said and cure in said


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("", "trained is empty"),
        (" [0.6]", "trained is a list"),
        ("\n  - 0.6", "trained is a list"),
        (" {a: 1}", "trained is a mapping"),
        (" high", "trained is 'high'"),
        (" 1", "trained is 1"),
    ],
)
def test_trained_is_a_number(tmp_path, actors, value, found):
    theme = replaced(("rules:", f"trained:{value}\nrules:"))
    assert (
        f"fishing.yml line 6: {found}, expected a number between 0 and 1, such as 0.6. "
        "Without the line only rules code."
    ) in faults(tmp_path, actors, theme)


def test_folder_without_themes_is_a_fault(tmp_path, actors):
    with pytest.raises(CodebookError, match=r"no theme, expected one <theme>\.yml a theme"):
        load_codebook(tmp_path, actors)


def test_file_names_are_checked(tmp_path, actors):
    (said,) = faults(tmp_path, actors, name="Fishing.yaml")
    assert "file name" in said


class TestFingerprint:
    def loaded(self, folder, actors, theme=GOOD, lists="boats: boat\n"):
        (folder / "fishing.yml").write_text(theme, encoding="utf-8")
        (folder / "_lists.yml").write_text(lists, encoding="utf-8")
        return {theme.name: theme.fingerprint for theme in load_codebook(folder, actors).themes}["fishing"]

    def test_same_files_same_fingerprint(self, tmp_path, actors):
        assert self.loaded(tmp_path, actors) == self.loaded(tmp_path, actors)

    def test_changes_with_a_list_it_uses_and_with_no_other(self, tmp_path, actors):
        theme = replaced(("boat & strait", "%boats & strait"), ("sentence with: ", "sentence with: '"))
        theme = theme.replace("strait | bay\nlists", "strait | bay'\nlists")
        first = self.loaded(tmp_path, actors, theme)
        assert self.loaded(tmp_path, actors, theme, "boats: boat\nunused: x\n") == first
        assert self.loaded(tmp_path, actors, theme, "boats: boat | ship\n") != first

    def test_changes_with_the_members_of_a_group_it_uses(self, tmp_path, actors):
        from dataclasses import replace

        theme = replaced(("%waters", "@baltic"))
        smaller = replace(actors, groups={**actors.groups, "baltic": frozenset({"latvia"})})
        other = replace(actors, groups={**actors.groups, "csto_members": frozenset({"armenia"})})
        assert self.loaded(tmp_path, smaller, theme) != self.loaded(tmp_path, actors, theme)
        assert self.loaded(tmp_path, other, theme) == self.loaded(tmp_path, actors, theme)

    def test_a_change_of_one_theme_leaves_the_others(self, tmp_path, actors):
        first = self.loaded(tmp_path, actors)
        (tmp_path / "other.yml").write_text(
            GOOD.replace("ban*", "curb*").replace("title: Fishing", "title: Other"), encoding="utf-8"
        )
        assert self.loaded(tmp_path, actors) == first


def test_files_that_can_not_be_read_are_told_alone(tmp_path, actors):
    (tmp_path / "first.yml").write_text("title: [a\nb", encoding="utf-8")
    (tmp_path / "second.yml").write_text("- a list\n", encoding="utf-8")
    found = faults(tmp_path, actors, replaced(("%waters", "%boats")), lists="boats: [boat\nb: c")
    assert [line.split(":")[0] for line in found] == [
        "_lists.yml line 1",
        "first.yml line 1",
        "second.yml line 1",
    ]


def test_only_names_the_themes_there_are(codebook):
    assert [theme.name for theme in codebook.only(["nato_framing"]).themes] == ["nato_framing"]
    with pytest.raises(
        CodebookError, match=r"theme 'nato_farming' does not exist\. Did you mean 'nato_framing'"
    ):
        codebook.only(["nato_farming"])
