import pytest

from analysis.codebook import Coder, check_codebook, load_codebook

THEME = """\
title: Fishing
definition: Who may fish.
directions: {open: allowed, closed: forbidden}
rules:
  - {id: ban, direction: closed, find: ban}
  - {id: forbid, direction: closed, find: forbid}
  - {id: allow, direction: open, find: allow}
yes:
  closed:
    - The state banned it.
    - The state forbade it.
  open:
    - The state allowed it.
no:
  - The shop closed.
"""


@pytest.fixture
def check(tmp_path, actors, read):
    def run(*changes):
        text = THEME
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / "fishing.yml").write_text(text, encoding="utf-8")
        codebook = load_codebook(tmp_path, actors)
        found = check_codebook(codebook, Coder(codebook, actors), read)
        return [str(fault).replace(f"{tmp_path.name}/", "") for fault in found]

    return run


def test_a_sound_theme_has_no_faults(check):
    assert check() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            [("- The state allowed it.", "- The state allowed it.\n    - The sea is wide.")],
            "fishing.yml line 14: no rule finds the example 'The sea is wide.'. "
            "Write a rule that finds it, or move it to no:.",
        ),
        (
            [("- The state allowed it.", "- The state allowed it.\n    - It was banned.")],
            "fishing.yml line 14: the example 'It was banned.' is found as closed (by ban), expected open. "
            "Mend the rules or move the example.",
        ),
        (
            [("- The shop closed.", "- The shop closed.\n  - The ban was lifted.")],
            "fishing.yml line 16: the no example 'The ban was lifted.' is found by ban. "
            "Narrow the rule, or move the example to yes:.",
        ),
        (
            [("    - The state forbade it.\n", "")],
            "fishing.yml line 6: rule 'forbid' fires on no yes example. "
            "Add an example under yes: that shows it.",
        ),
        (
            [("- The state banned it.\n    - The state forbade it.", "- The state banned and forbade it.")],
            "fishing.yml line 6: rules 'ban' and 'forbid' fire on the same examples. "
            "Add an example on which only one of the two fires, or make them one rule.",
        ),
    ],
    ids=["yes not found", "other direction", "no found", "idle rule", "inseparable rules"],
)
def test_examples_show_faults(check, changes, expected):
    assert check(*changes) == [expected]


def test_all_faults_at_once(check):
    changes = [
        ("- The shop closed.", "- The ban was lifted."),
        ("- The state allowed it.", "- The sea is wide."),
    ]
    assert [line.partition(":")[0] for line in check(*changes)] == [
        "fishing.yml line 7",
        "fishing.yml line 13",
        "fishing.yml line 15",
    ]
