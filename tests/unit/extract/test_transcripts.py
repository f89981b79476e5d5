from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extract.line_labels import Named
from analysis.extract.titles import clean_label, headline, voice_of_title
from analysis.extract.transcripts import find_turns

SPEECH = "I would like to thank you for coming. We have much to discuss, and our teams are here."
PEOPLE = ("Ada Brandt", "Jonas Moor")


NAMED = Named(frozenset(PEOPLE), frozenset(PEOPLE), frozenset({"Ruritania", "Strelsau"}))


def turns(text: str, title: str = "", named: Named = NAMED) -> list[tuple[str, str]]:
    return [(turn.name, text[turn.start : turn.end]) for turn in find_turns(text, title=title, named=named)]


CASES = [
    pytest.param(
        f"They met. President of Ruritania Ada Brandt: {SPEECH} Jonas Moor: Thank you. Ada Brandt: We agree.",
        [
            ("President of Ruritania Ada Brandt", SPEECH),
            ("Jonas Moor", "Thank you."),
            ("Ada Brandt", "We agree."),
        ],
        id="labels in running text",
    ),
    pytest.param(
        f"PRESIDENT BRANDT: {SPEECH}\n\nQ    Is it true?\n\nPRESIDENT BRANDT: It is.\n\nQ    Thank you.",
        [
            ("PRESIDENT BRANDT", SPEECH),
            ("Q", "Is it true?"),
            ("PRESIDENT BRANDT", "It is."),
            ("Q", "Thank you."),
        ],
        id="capitals and questions",
    ),
    pytest.param(
        f"Speech at the plenary meeting Defence Minister Ada Brandt: {SPEECH}",
        [("Defence Minister Ada Brandt", SPEECH)],
        id="heading without its line break",
    ),
    pytest.param(
        f"Ada Brandt Brandt AdaMinister of Defence: {SPEECH} Jonas Moor: Thank you.",
        [("Ada Brandt", SPEECH), ("Jonas Moor", "Thank you.")],
        id="name repeated the other way round",
    ),
    pytest.param(
        f"Ada Brandt: {SPEECH} Here is the point: we are ready. As for the plan: it stands.",
        [("Ada Brandt", f"{SPEECH} Here is the point: we are ready. As for the plan: it stands.")],
        id="other colons are no labels",
    ),
    pytest.param(
        f"Ada Brandt: {SPEECH}\n* * *\nThe meeting ended at noon.",
        [("Ada Brandt", SPEECH)],
        id="a separator ends a turn",
    ),
    pytest.param("The plan is clear: Ruritania and Borduria will train together.", [], id="a colon in prose"),
    pytest.param("Photo: Ada Brandt\nVideo: the drill\nRead more: here", [], id="captions and links"),
    pytest.param("Ada Brandt: the woman behind it all.\n\nShe was born in a village.", [], id="a headline"),
    pytest.param('Ada Brandt: "We are ready." Jonas Moor: "So are we."', [], id="quotations behind a colon"),
    pytest.param("", [], id="empty"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_finds_turns(text: str, expected: list[tuple[str, str]]) -> None:
    assert turns(text) == expected


SAID = "The drills will go on until May."
ASKED = "Until when will they go on?"
LINES = [
    pytest.param(
        f"Moderator: Welcome.\n\nBrandt: {SAID}\n\nModerator: {ASKED}\n\nMoor: No.\nNobody can.",
        [("Moderator", "Welcome."), ("Brandt", SAID), ("Moderator", ASKED), ("Moor", "No.\nNobody can.")],
        id="every paragraph begins with a label, one is a role",
    ),
    pytest.param(
        f"The ministers met.\n\nMinister Brandt: {SAID}\n\nMinister Stein: {ASKED}\n\nThey parted at noon.",
        [("Minister Brandt", SAID), ("Minister Stein", ASKED)],
        id="an office before the name, each to the end of the paragraph",
    ),
    pytest.param(
        f"Minister of Defence Stein: {SAID}\nForeign Minister of Vandalia Keller: {ASKED}",
        [("Minister of Defence Stein", SAID), ("Foreign Minister of Vandalia Keller", ASKED)],
        id="an office with its body",
    ),
    pytest.param(
        f"Minister: {SAID}\nJournalist: {ASKED}\nMinister: Until May.",
        [("Minister", SAID), ("Journalist", ASKED), ("Minister", "Until May.")],
        id="offices and roles alone",
    ),
    pytest.param(
        f"They met in town.\n\nAda Brandt: {SAID}\n\nThey parted at noon.",
        [("Ada Brandt", SAID)],
        id="one known person",
    ),
    pytest.param(f"Background: {SAID}\n\nOpinion: It is so.\n\nBackground: {SAID}", [], id="headings"),
    pytest.param(f"Strelsau: {SAID}\n\nRuritania: {SAID}\n\nStrelsau: It is.", [], id="datelines"),
    pytest.param("Ruritania: 100 tanks.\nVandalia: 40 tanks.\nRuritania: 9 jets.", [], id="a table"),
    pytest.param(
        f"Foreign Policy: {SAID}\n\nGeneral Provisions: {SAID}\n\nFirst Stage: {SAID}",
        [],
        id="headings that begin like an office",
    ),
    pytest.param(f"They met.\n\nMinister Brandt’s Plan: {SAID}\n\nIt was noon.", [], id="somebody's"),
    pytest.param("They met.\n\nAda Brandt: minister since May.\n\nIt was noon.", [], id="a glossary"),
    pytest.param(
        "They met.\n\nAda Brandt: In May, Brandt became minister.\n\nIt was noon.",
        [],
        id="about whom the label names",
    ),
    pytest.param("They met.\n\nAda Brandt: Move on.\n\nIt was noon.", [], id="a few words"),
    pytest.param(
        "A guide.\n\nAda Brandt: Defence minister since 2020. Drills are her theme.\n\n"
        "Jonas Moor: Bordurian minister of defence. An economist.\n\nPeter Stein: A critic of both.",
        [],
        id="a who's who",
    ),
    pytest.param(
        f"The day.\n\nRuritania: {SAID}\n\nStrelsau: It rained.\n\nPresident Stein: A visit is planned.",
        [],
        id="a digest",
    ),
    pytest.param(
        "The day.\n\nMinister Stein: A visit is planned.\n\nAda Brandt: The minister visits Strelsau.",
        [],
        id="one entry is about whom it names",
    ),
    pytest.param(
        f"They met.\n\nAda Brandt: {SAID}\n\nMinister Stein: Jonas Moor gave his word.\n\nThey parted.",
        [("Ada Brandt", SAID), ("Minister Stein", "Jonas Moor gave his word.")],
        id="he is somebody else",
    ),
    pytest.param(
        f"Courier: {ASKED}\n\nMinister Stein: {SAID}\n\nThey ate.\nIt rained.\n\nStein: It is safe, I say.",
        [("Courier", ASKED), ("Minister Stein", SAID), ("Stein", "It is safe, I say.")],
        id="a question before an answer, and a surname once labelled with its office",
    ),
    pytest.param(
        f"Brandt: Ruritania will hold drills.\n\nShe spoke in town.\n\nMinister Stein: {SAID}",
        [("Minister Stein", SAID)],
        id="the headline is none",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_finds_labels_at_the_beginning_of_paragraphs(text: str, expected: list[tuple[str, str]]) -> None:
    assert turns(text) == expected


TITLES = [
    pytest.param("Statement by President Ada Brandt on the Drills", "President Ada Brandt", id="by"),
    pytest.param("Joint Statement of the Ruritanian Council", "Ruritanian Council", id="of the"),
    pytest.param("Remarks by President Brandt Marking One Year of Peace", "President Brandt", id="marking"),
    pytest.param("Statement from Minister Brandt | Ministry", "Minister Brandt", id="site name behind"),
    pytest.param("G7 Statement on Ruritania", "G7", id="acronym"),
    pytest.param("Ruritanian Ministers’ Joint Statement", "Ruritanian Ministers", id="possessive"),
    pytest.param("Ministers discuss a statement by the council", "", id="a statement as topic"),
    pytest.param("Fact sheet: drills in Ruritania", "", id="fact sheet"),
    pytest.param("Meeting with Defence Minister Ada Brandt", "", id="meeting"),
    pytest.param("New Year Address to the Nation", "", id="no name"),
    pytest.param("", "", id="empty"),
]


@pytest.mark.parametrize(("title", "name"), TITLES)
def test_title_says_whose_words_the_document_is(title: str, name: str) -> None:
    assert voice_of_title(title) == name


def test_a_title_makes_the_text_one_voice() -> None:
    text = "Ruritania condemns the attack. We stand with our allies."
    assert turns(text, "Statement by President Ada Brandt on the Attack") == [("President Ada Brandt", text)]


def test_labels_come_before_the_title() -> None:
    text = f"THE PRESIDENT: {SPEECH}\n\nQ  Why now?\n\nTHE PRESIDENT: Because we can.\n\nQ  Thank you."
    assert [name for name, _ in turns(text, "Remarks by President Brandt")] == [
        "THE PRESIDENT",
        "Q",
        "THE PRESIDENT",
        "Q",
    ]


def test_an_issued_statement_belongs_to_its_issuer() -> None:
    text = "TOWN, May 1 – Spokesman Peter Stein issued the following statement:\n\nThe drill is over."
    assert turns(text) == [("Spokesman Peter Stein", "The drill is over.")]


HEADLINES = [
    pytest.param("Brandt: Ruritania will hold drills\n\nShe spoke.", (0, 6), "Ruritania will hold drills"),
    pytest.param("Drills near the border: Brandt\n\nThe minister spoke.", (24, 30), "Drills near the border"),
    pytest.param("Minister Brandt: drills go on\n", (9, 15), "drills go on"),
    pytest.param("Drills go on - Brandt", (15, 21), "Drills go on"),
    pytest.param("Drills go on - defence ministry", (0, 0), "Drills go on"),
    pytest.param("Name: Ada Brandt\nPosition: Minister of Defence\n", (6, 16), None),
    pytest.param("Drills go on - Ruritania Daily", (0, 0), None),
    pytest.param("The long march - and what came then", (0, 0), None),
    pytest.param("Ada Brandt: hero or failure?\n\nShe was born.", (0, 10), None),
    pytest.param("Who is Brandt: a portrait\n", (7, 13), None),
    pytest.param("Ada Brandt: A life in power. She has ruled since May.\n", (0, 10), None),
    pytest.param("Ada Brandt: Minister of Defence of Ruritania\n", (0, 10), None),
]


@pytest.mark.parametrize(("text", "name", "expected"), HEADLINES)
def test_headline(text: str, name: tuple[int, int], expected: str | None) -> None:
    turn = headline(text, [name])
    assert (text[turn.start : turn.end] if turn else None) == expected


def test_label_is_cleaned() -> None:
    label = "President of Ruritania Ada Brandt Brandt AdaPresident of Ruritania(retranslated)"
    assert clean_label(label) == "President of Ruritania Ada Brandt"


@given(st.text(alphabet='Ada Brandt:\nQ .(*)#I we"', max_size=200), st.text(max_size=60))
def test_turns_lie_in_order_and_inside_the_text(text: str, title: str) -> None:
    end = 0
    for turn in find_turns(text, title=title, named=NAMED):
        assert end <= turn.start < turn.end <= len(text)
        end = turn.end
