from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from analysis.reference import Actor, Actors, Role, Title
from ruritania import actors, attributions

# (text, entity, name, kind) of the last attribution.
CASES = [
    pytest.param(
        "Ada Brandt said that the drills were over.", ("brandt", "Ada Brandt", "named"), id="full name"
    ),
    pytest.param(
        "Ada Brandt came. Brandt said that the drills were over.",
        ("brandt", "Ada Brandt", "named"),
        id="surname",
    ),
    pytest.param(
        "Peter Stein came early. Mr. Stein said that the drills were over.",
        (None, "Peter Stein", "named"),
        id="a stranger's surname is completed",
    ),
    pytest.param(
        "Ada Brandt said that it rained. She added that the drills were over.",
        ("brandt", "Ada Brandt", "named"),
        id="she who spoke last",
    ),
    pytest.param(
        "Ada Brandt met Jonas Moor in the capital. She said that the drills were over.",
        ("brandt", "Ada Brandt", "named"),
        id="she who was the subject",
    ),
    pytest.param(
        "Ada Brandt said it rained. Jonas Moor agreed. He added that the drills were over.",
        ("moor", "Jonas Moor", "named"),
        id="a new subject takes over",
    ),
    pytest.param(
        "The spokesman, Peter Stein, said that the drills were over.",
        (None, "Peter Stein", "named"),
        id="apposition",
    ),
    pytest.param(
        "Ruritania said that the drills were over.", ("ruritania", "Ruritania", "named"), id="a state"
    ),
    pytest.param(
        "Strelsau said that the drills were over.",
        ("ruritania", "Ruritania (Strelsau)", "named"),
        id="a capital",
    ),
    pytest.param(
        "Strelsau and Borduria announced that the drills were over.",
        (None, "Borduria and Ruritania", "named"),
        id="a capital and a state",
    ),
    pytest.param(
        "A Vandalian official said that the drills were over.",
        (None, "unnamed Vandalian official", "unnamed"),
        id="an official of a state keeps its capital",
    ),
    pytest.param(
        "The White Palace said that the drills were over.",
        ("palace", "White Palace", "named"),
        id="a metonym",
    ),
    pytest.param(
        "According to the Ruritanian Defence Ministry's press service, the drills were over.",
        ("mod_ruritania", "Ministry of Defence of Ruritania", "named"),
        id="a press service",
    ),
    pytest.param(
        "The Ruritanian Defence Ministry held drills. The ministry said that they were over.",
        ("mod_ruritania", "Ministry of Defence of Ruritania", "named"),
        id="the ministry",
    ),
    pytest.param(
        "Ruritanian Defence Ministry and Bordurian Defence Ministry staff met. The ministry said it was.",
        (None, "ministry", "role"),
        id="the ministry of two: a tie",
    ),
    pytest.param(
        "Former minister Ada Brandt came to the fair. The minister said that the drills were over.",
        (None, "minister", "role"),
        id="the minister is not the former one",
    ),
    pytest.param(
        "Defence minister Jonas Moor met former minister Peter Stein. The former minister said it was over.",
        (None, "Peter Stein", "named"),
        id="the former minister",
    ),
    pytest.param(
        "Peter Stein met Ada Brandt in the capital. He said that the drills were over.",
        (None, "Peter Stein", "named"),
        id="he is not who is she on record",
    ),
    pytest.param(
        "Ms. Stein met Jonas Moor in the capital. She said that the drills were over.",
        (None, "Stein", "named"),
        id="she by the honorific",
    ),
    pytest.param(
        "Ada Brandt met Jonas Moor. It was cold. The ministers agreed that the drills were over.",
        (None, "Ada Brandt and Jonas Moor", "named"),
        id="the ministers, two on record",
    ),
    pytest.param(
        "Ada Brandt and Jonas Moor met in the capital. They said that the drills were over.",
        (None, "Ada Brandt and Jonas Moor", "named"),
        id="they, the subject before",
    ),
    pytest.param(
        "Defence minister Ada Brandt came to the fair. The minister said that the drills were over.",
        ("brandt", "Ada Brandt", "named"),
        id="the minister",
    ),
    pytest.param(
        "Ada Brandt came. A general of Vandalia met her. The minister said that the drills were over.",
        ("brandt", "Ada Brandt", "named"),
        id="the minister, beside a general",
    ),
    pytest.param(
        "Defence minister Ada Brandt came. A minister of Vandalia met her. The minister said it was over.",
        (None, "unnamed minister of Vandalia", "unnamed"),
        id="the minister brought in last",
    ),
    pytest.param(
        "Minister Peter Stein came. The minister of Vandalia met him. The minister said it was over.",
        (None, "minister of Vandalia", "role"),
        id="the minister brought in last, of a state",
    ),
    pytest.param(
        "Secretary General Peter Stein came to the fair. The general said that the drills were over.",
        (None, "general", "role"),
        id="the general is no secretary general",
    ),
    pytest.param(
        "Secretary General Peter Stein came to the fair. The secretary said that the drills were over.",
        (None, "secretary", "role"),
        id="nor is the secretary",
    ),
    pytest.param(
        "Secretary General Peter Stein came to the fair. The secretary general said it was over.",
        (None, "Peter Stein", "named"),
        id="the secretary general",
    ),
    pytest.param(
        "Prime Minister Peter Stein came to the fair. The minister said that the drills were over.",
        (None, "minister", "role"),
        id="the minister is no prime minister",
    ),
    pytest.param(
        "Secretary Peter Stein came to the fair. The secretary of the council said that it was over.",
        (None, "secretary of the council", "role"),
        id="the secretary of something else",
    ),
    pytest.param(
        "President Ilse Keller's press secretary came. The secretary said that the drills were over.",
        ("ruritania", "Ruritania (President Ilse Keller's press secretary)", "named"),
        id="whose secretary it is doesn't speak",
    ),
    pytest.param(
        "Ada Brandt came to the fair. Asked whether Ilse Keller feared an attack, she said that she did not.",
        ("brandt", "Ada Brandt", "named"),
        id="who is asked about doesn't answer",
    ),
    pytest.param(
        "Ilse Keller came. A senior adviser said that the drills were over. She added that troops left.",
        (None, "unnamed senior adviser", "unnamed"),
        id="she without a name who spoke just before",
    ),
    pytest.param(
        "An adviser said it rained. Ilse Keller said that it snowed. She added that the drills were over.",
        ("keller", "Ilse Keller", "named"),
        id="but not who spoke before somebody else",
    ),
    pytest.param(
        "The press service said that the drills went on. Troops would leave soon, it said.",
        (None, "press service", "role"),
        id="it, a press service",
    ),
    pytest.param(
        "Ada Brandt met Jonas Moor. The minister said that the drills were over.",
        (None, "minister", "role"),
        id="the minister of two: a tie",
    ),
    pytest.param(
        "Ada Brandt and Jonas Moor met. The two ministers said that the drills were over.",
        (None, "Ada Brandt and Jonas Moor", "named"),
        id="the two ministers",
    ),
    pytest.param(
        "Ruritania and Borduria share a border. Both nations announced that the drills were over.",
        (None, "Borduria and Ruritania", "named"),
        id="both nations",
    ),
    pytest.param(
        "Ada Brandt met Jonas Moor. Peter Stein commented on the meeting on X. He wrote that it was over.",
        (None, "Peter Stein", "named"),
        id="he, behind the name of a network",
    ),
    pytest.param(
        "Jonas Moor, together with Ruritania's Ada Brandt, said that the drills were over.",
        (None, "Ada Brandt and Jonas Moor", "named"),
        id="together with",
    ),
    pytest.param(
        "The defence ministries of Ruritania and Borduria said that the drills were over.",
        (None, "Borduria and Ruritania", "named"),
        id="the bodies of two",
    ),
    pytest.param(
        "The Ruritanian Defence Ministry and the Bordurian Defence Ministry met. "
        "The Ruritanian ministry said that the drills were over.",
        ("mod_ruritania", "Ministry of Defence of Ruritania", "named"),
        id="a body and whose it is",
    ),
    pytest.param(
        "Stein said that the drills were over.\n\nPeter Stein of Vandalia spoke in town.",
        (None, "Peter Stein", "named"),
        id="a name in full further down",
    ),
    pytest.param(
        "Ruritania and Borduria announced that the drills were over.",
        (None, "Borduria and Ruritania", "named"),
        id="two joined",
    ),
    pytest.param(
        "Analysts said that the drills were over.", (None, "unnamed analysts", "unnamed"), id="analysts"
    ),
    pytest.param(
        "Senior Ruritanian officials said that the drills were over.",
        (None, "unnamed senior Ruritanian officials", "unnamed"),
        id="officials of a state",
    ),
    pytest.param(
        "A military spokesman said that the drills were over.",
        (None, "unnamed military spokesman", "unnamed"),
        id="a spokesman",
    ),
    pytest.param(
        "It was reported that the troops had left the camp.",
        (None, "unnamed source", "unnamed"),
        id="reported",
    ),
    pytest.param(
        "Ada Brandt issued a statement saying that the drills were over.",
        ("brandt", "Ada Brandt", "named"),
        id="who issued the statement",
    ),
    pytest.param(
        "Brandt's comments suggest that the drills were over.",
        ("brandt", "Ada Brandt", "named"),
        id="comments",
    ),
    pytest.param(
        "Ada Brandt, who said that the drills were over, left.", ("brandt", "Ada Brandt", "named"), id="who"
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_resolves_the_speaker(nlp, text: str, expected: tuple[str | None, str, str]) -> None:
    record = attributions(nlp, text)[-1]
    assert (record.speaker_id, record.speaker_name, record.speaker_kind) == expected


LABELS = [
    pytest.param("President of Ruritania Ilse Keller", "", "keller", "Ilse Keller", id="office and name"),
    pytest.param("PRESIDENT KELLER", "", "keller", "Ilse Keller", id="capitals"),
    pytest.param("THE PRESIDENT", "Remarks by President Keller", "keller", "Ilse Keller", id="by the title"),
    pytest.param(
        "THE PRESIDENT",
        "Statement of the President on a Call with President Keller",
        None,
        "president",
        id="a tie",
    ),
    pytest.param("Editor Peter Stein", "", None, "Peter Stein", id="a stranger"),
    pytest.param("SENIOR OFFICIAL", "", None, "unnamed senior official", id="an official"),
    pytest.param("Question", "", None, "unnamed questioner", id="a question"),
]


@pytest.mark.parametrize(("label", "title", "entity_id", "name"), LABELS)
def test_names_who_a_label_is(nlp, label: str, title: str, entity_id: str | None, name: str) -> None:
    speech = "I thank you all for coming. We are ready, and our guests are, too."
    text = f"{label}: {speech}\n\nAda Brandt: We agree.\n\n{label}: We do.\n\nAda Brandt: I thank you."
    record = attributions(nlp, text, title=title)[0]
    assert (record.speaker_id, record.speaker_name) == (entity_id, name)


def test_a_title_names_the_speaker_of_the_whole_text(nlp) -> None:
    text = "We condemn the attack. Our allies stand with us."
    (record,) = attributions(nlp, text, title="Statement by President Ilse Keller on the Attack")
    assert (record.speaker_id, record.rule, record.content) == ("keller", "voice", ((0, len(text)),))


def test_who_was_he_is_not_she_later(nlp) -> None:
    text = (
        "Jonas Moor said it rained. He said it was cold. Ada Brandt left. She said that the drills were over."
    )
    names = [record.speaker_name for record in attributions(nlp, text)]
    assert names == ["Jonas Moor", "Jonas Moor", "Ada Brandt"]


PRESS_SERVICE = "The press service of the Ministry of Defence of Ruritania said it was over."
# (what stands before, source, who it is)
BODIES = [
    pytest.param(PRESS_SERVICE, "The press service", "mod_ruritania", id="the press service"),
    pytest.param(PRESS_SERVICE, "The ministry", "mod_ruritania", id="the ministry"),
    pytest.param(PRESS_SERVICE, "The department", "mod_ruritania", id="the department"),
    pytest.param(PRESS_SERVICE, "Her press service", None, id="somebody else's press service"),
    pytest.param(
        f"{PRESS_SERVICE} The Bordurian Defence Ministry agreed.", "The press service", "mod_ruritania",
        id="not of the body named last",
    ),
    pytest.param("Ruritania said it was over.", "The department", None, id="a state is no department"),
    pytest.param("The White Palace said it was over.", "The council", "palace", id="by another name"),
    pytest.param("The White Palace said it was over.", "The ministry", None, id="by none of its names"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "source", "entity_id"), BODIES)
def test_a_body_named_once_is_known_by_its_noun(nlp, before: str, source: str, entity_id: str | None) -> None:
    text = f"{before} {source} added that guests had come."
    assert attributions(nlp, text)[-1].speaker_id == entity_id


# (what stands before, pronoun, who it is)
PRONOUNS = [
    pytest.param(
        "Peter Stein said it was over. His colleague Otto Varga disagrees.", "He", "Otto Varga",
        id="introduced beside what he is",
    ),
    pytest.param(
        "Peter Stein said it was over. Otto Varga is less sure.", "He", "Otto Varga", id="introduced"
    ),
    pytest.param(
        "Peter Stein said it was over. We know that Otto Varga left.", "He", "Otto Varga",
        id="introduced by the writer",
    ),
    pytest.param(
        "Peter Stein said that Otto Varga would come.", "He", "Peter Stein", id="named in what he says"
    ),
    pytest.param(
        "Ada Brandt said that Otto Varga would come.", "He", "Otto Varga", id="she says it of him"
    ),
    pytest.param(
        'Peter Stein said: "Otto Varga is here. Otto Varga is tired."', "He", "Peter Stein", id="quoted"
    ),
    pytest.param(
        "Peter Stein said it was over. It rained when Otto Varga left.", "He", "Peter Stein",
        id="named in another clause",
    ),
    pytest.param(
        "The Institute of Border Studies assessed that Ruritania is moving troops.", "It",
        "Institute of Border Studies", id="a body, not the state it speaks of",
    ),
    pytest.param(
        "The Institute of Border Studies assessed that it rained, as Ruritania had announced.", "It",
        "Institute of Border Studies", id="a body, not whom it quotes",
    ),
    pytest.param(
        'The Institute of Border Studies said: "Ruritania claims that it is over."', "It",
        "Institute of Border Studies", id="a body, not who speaks in what it says",
    ),
    pytest.param(
        "Ruritania said it was over. The Institute of Border Studies published a report.", "It",
        "Institute of Border Studies", id="a body introduced",
    ),
    pytest.param("Ruritania held drills.", "It", "Ruritania", id="a state, the subject before"),
    pytest.param("The drills began after Ruritania left.", "It", "unnamed source", id="a state in passing"),
    pytest.param("Ruritania and Borduria held drills.", "It", "unnamed source", id="two are not it"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "pronoun", "name"), PRONOUNS)
def test_a_pronoun_is_whom_the_text_is_about(nlp, before: str, pronoun: str, name: str) -> None:
    text = f"{before} {pronoun} added that the drills would go on."
    assert attributions(nlp, text)[-1].speaker_name == name


def test_who_is_named_in_what_a_pronoun_says_is_somebody_else(nlp) -> None:
    text = 'Peter Stein said it was over. "When Otto Varga comes, it will go on," he added.'
    assert attributions(nlp, text)[-1].speaker_name == "Peter Stein"


TOGETHER = [
    pytest.param("Ada Brandt said, and Jonas Moor agreed, that it was over.", True, id="said and agreed"),
    pytest.param("Ada Brandt said and Jonas Moor agreed that it was over.", True, id="without commas"),
    pytest.param("Ada Brandt spoke, and Jonas Moor said that it was over.", False, id="spoke of something"),
    pytest.param("Ada Brandt said so, and Jonas Moor added that it was over.", False, id="said so"),
    pytest.param("Ada Brandt came, and Jonas Moor said that it was over.", False, id="came"),
    pytest.param("The two ministers, Ada Brandt and Jonas Moor, said that it was over.", True, id="the two"),
    pytest.param(
        "The ministers, Ada Brandt and Jonas Moor, said that it was over.", True, id="the ministers"
    ),
    pytest.param("Ada Brandt, along with Jonas Moor, said that it was over.", True, id="along with"),
    pytest.param("Ada Brandt along with Jonas Moor said that it was over.", True, id="along with, no comma"),
    pytest.param("Ada Brandt, alongside Jonas Moor, said that it was over.", True, id="alongside"),
    pytest.param("Jonas Moor said in a talk with Ada Brandt that it was over.", False, id="with"),
]


@pytest.mark.parametrize(("text", "both"), TOGETHER)
def test_two_who_say_the_same_are_both_the_source(nlp, text: str, both: bool) -> None:
    record = attributions(nlp, text)[-1]
    assert record.speaker_ids == (("brandt", "moor") if both else ("moor",))


@pytest.mark.parametrize("cue", ["is said", "has been said", "was noted", "is reported"])
@pytest.mark.parametrize("before", ["Ada Brandt", "Ruritania"])
def test_impersonal_notes_are_nobodys(nlp, before: str, cue: str) -> None:
    text = f"{before} said that it rained. It {cue} that the drills were over."
    record = attributions(nlp, text)[-1]
    assert (record.speaker_name, record.speaker_resolution) == ("unnamed source", "unnamed")


def test_a_tie_is_nobody_and_lists_both(nlp) -> None:
    text = "Jonas Moor and Peter Stein met in the capital. He said that the drills were over."
    record = attributions(nlp, text)[-1]
    assert (record.speaker_id, record.speaker_name) == (None, "unnamed source")
    assert (record.speaker_resolution, record.speaker_candidates) == ("ambiguous", ("Peter Stein", "moor"))


def test_a_tied_office_keeps_its_words_and_lists_both(nlp) -> None:
    text = "Ada Brandt met Jonas Moor. The minister said that the drills were over."
    record = attributions(nlp, text)[-1]
    assert (record.speaker_name, record.speaker_resolution) == ("minister", "ambiguous")
    assert record.speaker_candidates == ("brandt", "moor")


RESOLUTIONS = [
    pytest.param("Ada Brandt said it was over.", ("linked", ("brandt",), ""), id="linked"),
    pytest.param(
        "Ruritania and Borduria said it was over.", ("joint", ("borduria", "ruritania"), ""), id="joint"
    ),
    pytest.param(
        "The defence ministers of both states, Ada Brandt and Jonas Moor, said it was over.",
        ("joint", ("brandt", "moor"), ""),
        id="two beside their office",
    ),
    pytest.param("Peter Stein said it was over.", ("stranger", (), ""), id="stranger"),
    pytest.param("The ministry said it was over.", ("unresolved", (), ""), id="nobody fits"),
    pytest.param("He said it was over.", ("unresolved", (), "untold"), id="he, nobody named"),
    pytest.param("Analysts said it was over.", ("unnamed", (), "analysts"), id="analysts"),
    pytest.param("A senior official said it was over.", ("unnamed", (), "officials"), id="an official"),
    pytest.param(
        "A group of experts said it was over.", ("unnamed", (), "analysts"), id="a group of experts"
    ),
    pytest.param("A source said it was over.", ("unnamed", (), "sources"), id="a source"),
    pytest.param("Two people briefed on it said it was over.", ("unnamed", (), "sources"), id="briefed"),
    pytest.param(
        "A person with knowledge of it said it was over.", ("unnamed", (), "sources"), id="in the know"
    ),
    pytest.param("People in the town said it was over.", ("unnamed", (), "residents"), id="people"),
    pytest.param("Two witnesses said it was over.", ("unnamed", (), "residents"), id="witnesses"),
    pytest.param("It was reported that the drills were over.", ("unnamed", (), "untold"), id="reported"),
]


@pytest.mark.parametrize(("text", "expected"), RESOLUTIONS)
def test_says_how_far_a_source_was_resolved(nlp, text: str, expected: tuple) -> None:
    record = attributions(nlp, text)[-1]
    assert (record.speaker_resolution, record.speaker_ids, record.unnamed_kind) == expected


def test_in_a_turn_he_is_somebody_else(nlp) -> None:
    speech = "I thank you all. We met our guest. He said that the drills were over."
    text = f"Jonas Moor: {speech}\n\nIlse Keller: I agree with you.\n\nJonas Moor: We thank you."
    said = [record for record in attributions(nlp, text) if record.cue]
    assert [record.speaker_resolution for record in said] == ["unresolved"]


def _with_offices():
    """Two presidents, one after the other, and the phrase for their office."""
    terms = (
        Role("keller", "President", "ruritania", dt.date(2020, 1, 1), dt.date(2024, 5, 31)),
        Role("brandt", "President", "ruritania", dt.date(2024, 6, 1), None),
    )
    return replace(actors(), roles=terms, titles=(Title("President", "president", "body"),))


@pytest.mark.parametrize(("day", "holder"), [("2023-03-01", "keller"), ("2025-03-01", "brandt")])
def test_an_office_alone_is_its_holders_where_the_text_comes_from(nlp, day: str, holder: str) -> None:
    options = {"actors": _with_offices(), "published": dt.date.fromisoformat(day)}
    text = "The President said that the drills were over."
    assert attributions(nlp, text, home="ruritania", **options)[-1].speaker_id == holder
    assert attributions(nlp, text, home="borduria", **options)[-1].speaker_id is None
    assert attributions(nlp, text, **options)[-1].speaker_id is None


def test_a_title_names_the_holder_of_an_office_at_home(nlp) -> None:
    options = {"actors": _with_offices(), "published": dt.date(2023, 3, 1), "home": "ruritania"}
    text = "We condemn the attack. Our allies stand with us."
    (record,) = attributions(nlp, text, title="Statement by the President on the Attack", **options)
    assert record.speaker_id == "keller"


def _in_office() -> Actors:
    """Offices with a beginning, and what the press calls them."""
    since = dt.date(2020, 1, 1)
    roles = (
        Role("keller", "President", "ruritania", since, None),
        Role("brandt", "Press Secretary", "ruritania", since, None),
        Role("moor", "President", "borduria", since, None),
        Role("varga", "Head", "mod_ruritania", since, None),
        Role("brandt", "Minister of Defence", "mod_ruritania", since, None),
    )
    varga = {"varga": Actor("varga", "Otto Varga", "person", "mod_ruritania", "other", None)}
    titles = (
        Title("President", "president", "body"),
        Title("Press Secretary", "presidential spokesperson", "state"),
        Title("Head", "head", "body"),
    )
    return replace(actors(), roles=roles, titles=titles, entities=actors().entities | varga)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("Ilse Keller came. Her spokesperson said that it was over.", "brandt", id="her"),
        pytest.param("Ilse Keller's spokesperson said that it was over.", "brandt", id="a president's"),
        pytest.param("Ilse Keller's former spokesperson said that it was over.", None, id="a former one"),
        pytest.param("Ilse Keller's spokespersons said that it was over.", None, id="several"),
        pytest.param("Peter Stein's spokesperson said that it was over.", None, id="a stranger's"),
        pytest.param(
            "The Ruritanian Defence Ministry was shut. Its head said that it was over.", "varga", id="its"
        ),
        pytest.param(
            "The Ruritanian Defence Ministry met. The head of the ministry said so.",
            "varga",
            id="the ministry's",
        ),
        pytest.param(
            "Ilse Keller came. Her Bordurian counterpart said it was over.", "moor", id="counterpart"
        ),
    ],
)
def test_an_office_is_of_whom_the_text_names_otherwise(nlp, text: str, speaker: str | None):
    record = attributions(nlp, text, actors=_in_office(), published=dt.date(2025, 1, 1))[-1]
    assert record.speaker_id == speaker


@pytest.mark.parametrize("published", [dt.date(2025, 1, 1), None], ids=["dated", "undated"])
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("Ilse Keller's press service said that it was over.", "ruritania", id="a president's"),
        pytest.param("The press service of Ilse Keller said it was over.", "ruritania", id="of a president"),
        pytest.param(
            "The Ruritanian presidential press service said it was over.", "ruritania", id="of a state"
        ),
        pytest.param("The Ruritanian presidency said that it was over.", "ruritania", id="presidency"),
        pytest.param(
            "Jonas Moor came. The presidential press service said it was over.",
            "borduria",
            id="last president",
        ),
        pytest.param("Ilse Keller came. Her office said that it was over.", "ruritania", id="her office"),
        pytest.param(
            "Ilse Keller's press service said so. The press service added that it was over.",
            "ruritania",
            id="once more",
        ),
        pytest.param(
            "Ada Brandt's ministry said that it was over.", "mod_ruritania", id="a minister's ministry"
        ),
        pytest.param("Ada Brandt's council said that it was over.", None, id="no such body"),
        pytest.param("Peter Stein's press service said that it was over.", None, id="a stranger's"),
        pytest.param("Ilse Keller's former press secretary said it was over.", None, id="a former one"),
        pytest.param("The presidential press service said that it was over.", None, id="nobody's"),
    ],
)
def test_a_part_of_an_office_speaks_for_its_body(nlp, text: str, speaker: str | None, published) -> None:
    record = attributions(nlp, text, actors=_in_office(), published=published)[-1]
    assert record.speaker_id == speaker


def test_a_press_service_is_of_the_president_at_home(nlp) -> None:
    options = {"actors": _in_office(), "published": dt.date(2025, 1, 1)}
    text = "Ilse Keller met Jonas Moor. The presidential press service said that it was over."
    tied = attributions(nlp, text, **options)[-1]
    assert (tied.speaker_id, tied.speaker_candidates) == (None, ("borduria", "ruritania"))
    known = attributions(nlp, text, home="borduria", **options)[-1]
    assert (known.speaker_id, known.speaker_name) == ("borduria", "Borduria (presidential press service)")


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        pytest.param("The mayor of Strelsau, Ada Brandt,", "Ada Brandt", id="behind a place"),
        pytest.param("The head of the council, Jonas Moor,", "Jonas Moor", id="behind a body"),
        pytest.param("Then-Secretary Peter Stein", "Peter Stein", id="behind an office of then"),
        pytest.param("A lawyer for Jonas Moor", "unnamed lawyer for Jonas Moor", id="somebody else's"),
    ],
)
def test_who_is_named_at_the_end_of_a_source_speaks(nlp, source: str, speaker: str) -> None:
    record = attributions(nlp, f"{source} said on Monday that the drills were over.")[-1]
    assert record.speaker_name == speaker
