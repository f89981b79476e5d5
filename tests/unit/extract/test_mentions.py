"""Finding and linking on the project's own actors; texts are lists of names, nobody says anything in them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from analysis.extract.mentions import MentionFinder, annotate, longest
from analysis.extract.names import Name
from analysis.paths import CHECKOUT
from analysis.reference import load_actors

DAY = dt.date(2025, 9, 15)


@pytest.fixture(scope="module")
def finder(nlp):
    return MentionFinder(load_actors(CHECKOUT / "data" / "reference"), nlp.vocab)


def linked(finder, nlp, text: str, day: dt.date | None = DAY) -> list[tuple[str, str]]:
    """Return the linked mentions as (words, entity), ties as (words, "a|b")."""
    return [
        (text[m.start : m.end], m.entity_id or "|".join(m.candidates))
        for m in finder(nlp(text), day)
        if m.entity_id or m.candidates
    ]


NAMES = {
    "state": ("It lies in Belarus.", [("Belarus", "belarus")]),
    "possessive of a name in s": ("It is Belarus' coast.", [("Belarus", "belarus")]),
    "curly possessive": ("It is Belarus’s coast.", [("Belarus", "belarus")]),
    "demonyms": (
        "Russians and Poles sat there; it was a Belarussian town.",
        [("Russians", "russia"), ("Poles", "poland"), ("Belarussian", "belarus")],
    ),
    "part of a state, and another one": ("They lived in East Germany and in South Australia.", []),
    "verbs and nouns that look like states": ("We polish a turkey for us.", []),
    "acronym as written only": ("The US and us.", [("US", "united_states")]),
    "U.S.-led": ("A U.S.-led and a US-led group.", [("U.S.-led", "united_states"), ("US", "united_states")]),
    "heading in capitals": ("MINSK, BELARUS – a town", [("MINSK", "minsk"), ("BELARUS", "belarus")]),
    "hyphen": ("A hall in Alma-Ata.", [("Alma-Ata", "almaty")]),
    "hyphen left out": ("A hall in Alma Ata.", [("Alma Ata", "almaty")]),
    "dash for hyphen": ("A hall in Alma–Ata.", [("Alma–Ata", "almaty")]),
    "hyphenated pair": ("Russia-Belarus ties", [("Russia", "russia"), ("Belarus", "belarus")]),
    "longest wins": (
        "The Union State of Belarus and Russia has organs.",
        [("Union State of Belarus and Russia", "union_state")],
    ),
    "common noun in small letters": ("It is a union state of two nations.", []),
    "small letters in any case": (
        "The Regional Grouping of Forces; a regional grouping of forces.",
        [
            ("Regional Grouping of Forces", "regional_grouping"),
            ("regional grouping of forces", "regional_grouping"),
        ],
    ),
    "American spelling": (
        "The Collective Security Treaty Organization and the Organisation (CSTO).",
        [("Collective Security Treaty Organization", "csto"), ("CSTO", "csto")],
    ),
    "weapon": (
        "Oreshnik and the S-400s",
        [("Oreshnik", "oreshnik"), ("S-400s", "s400")],
    ),
    "exercise, not river": (
        "The Selenga-2023 exercise began. They camped by the Selenga river.",
        [("Selenga-2023", "selenga")],
    ),
    "the West": ("The West and the West again", [("The West", "the_west"), ("the West", "the_west")]),
    "not the West": ("The West Bank and the West Coast", [("West Bank", "west_bank")]),
    "Western": ("Western sanctions", [("Western", "the_west")]),
    "not Western": ("Western Australia and a western wind", []),
    "agency": (
        "A page of Sputnik News and of Sputnik",
        [("Sputnik News", "sputnik"), ("Sputnik", "sputnik")],
    ),
    "vaccine, not agency": ("A dose of Sputnik V. A dose of Sputnik.", []),
    "council of one body": (
        "The Council of Defence Ministers sat in the hall of the CIS.",
        [("Council of Defence Ministers", "cis_defence_ministers_council"), ("CIS", "cis")],
    ),
    "council of the other": (
        "The Council of Defence Ministers sat in the hall of the CSTO.",
        [("Council of Defence Ministers", "csto_defence_ministers_council"), ("CSTO", "csto")],
    ),
    "council of either": (
        "The Council of Defence Ministers sat.",
        [("Council of Defence Ministers", "cis_defence_ministers_council|csto_defence_ministers_council")],
    ),
    "newspaper, not town": ("A page of the Moscow Times", [("Moscow Times", "moscow_times")]),
    "place in a longer name": ("He read law at Moscow State University.", []),
    "place in a longer name of the table": (
        "The Bank of Russia",
        [("Bank of Russia", "central_bank_russia")],
    ),
    "cyrillic": ("Беларусь, written so.", [("Беларусь", "belarus")]),
    "alliance after NATO": (
        "NATO is old. The Alliance is large.",
        [("NATO", "nato"), ("The Alliance", "nato")],
    ),
    "alliance before NATO": ("The Alliance is large. NATO is old.", [("NATO", "nato")]),
    "alliance in small letters": ("NATO is old. An alliance is large.", [("NATO", "nato")]),
}


@pytest.mark.parametrize(("text", "expected"), NAMES.values(), ids=NAMES)
def test_names(finder, nlp, text, expected):
    assert linked(finder, nlp, text) == expected


EXERCISES = {
    "year in the word": ("The Zapad-2021 exercise", [("Zapad-2021", "zapad")]),
    "dash and possessive": ("Zapad–2021's size", [("Zapad–2021", "zapad")]),
    "year beside": (
        "Union Shield 2023 and Union Shield-2023",
        [("Union Shield 2023", "union_shield")] * 1 + [("Union Shield-2023", "union_shield")],
    ),
    "short year": (
        "Steadfast Defender '24 and DEFENDER 25",
        [("Steadfast Defender '24", "steadfast_defender"), ("DEFENDER 25", "defender_europe")],
    ),
    "named once with its year, then without": (
        "Zapad-2025 was held. Zapad is held every four years.",
        [("Zapad-2025", "zapad"), ("Zapad", "zapad")],
    ),
    "unit, not exercise": (
        "The Zapad group of forces stood there.",
        [("Zapad group of forces", "zapad_group")],
    ),
    "unit beside an exercise": (
        "The battlegroup Zapad and Zapad-2025",
        [("battlegroup Zapad", "zapad_group"), ("Zapad-2025", "zapad")],
    ),
    "name of a firm": ("Zapad is a bank.", []),
    "ordinary words in a list": (
        "Drills Interaction, Search and Echelon 2025 were held.",
        [("Interaction", "interaction"), ("Search", "search_csto"), ("Echelon 2025", "echelon")],
    ),
    "ordinary words": ("Interaction was good. Search went on. Barrier reefs lay ahead.", []),
    "ordinary word in quotation marks": ("The exercise “Barrier” was held.", [("Barrier", "barrier")]),
    "translated name": ("The West-2021 exercise, and go West now.", [("West-2021", "zapad")]),
    "a number that is no year": ("The Dragon exercise had Dragon 24 tanks", [("Dragon", "dragon")]),
    "a breeze": ("A sea breeze blew, and Sea Breeze sank.", []),
}


@pytest.mark.parametrize(("text", "expected"), EXERCISES.values(), ids=EXERCISES)
def test_exercises(finder, nlp, text, expected):
    assert linked(finder, nlp, text) == expected


PEOPLE = {
    "middle initial of a common name": (
        "Lloyd J. Austin III sat here. It is Austin's desk.",
        [("Lloyd J. Austin", "austin"), ("Austin", "austin")],
    ),
    "full name": ("A photograph of Viktor Khrenin", [("Viktor Khrenin", "khrenin")]),
    "other spelling": ("Alyaksandr Lukashenka", [("Alyaksandr Lukashenka", "lukashenko")]),
    "surname after full name": (
        "Johnson's desk. Here is Boris Johnson, and here Johnson's chair.",
        [("Boris Johnson", "johnson"), ("Johnson", "johnson")],
    ),
    "surname alone that the press means one by": ("Putin's term", [("Putin", "putin")]),
    "initial": ("V. Putin's desk and Putin's chair", [("V. Putin", "putin"), ("Putin", "putin")]),
    "patronymic": ("Vladimir Vladimirovich Putin", [("Vladimir Vladimirovich Putin", "putin")]),
    "middle initial": ("Christopher G. Cavoli's desk", [("Christopher G. Cavoli", "cavoli")]),
    "heading": ("Services that Help Finance Putin's Hall", [("Putin", "putin")]),
    "son": ("Nikolai Lukashenko's desk", []),
    "namesake": ("Oleg Putin sat here. Putin's chair is there.", []),
    "two of one surname": (
        "Joe Biden sat here. Hunter Biden sat there. Biden's chair is red.",
        [("Joe Biden", "biden"), ("Biden", "biden")],
    ),
    "common surname without full name": ("Hart sat here.", []),
    "common surname after full name": (
        "Allison Hart sat here. Hart sat there.",
        [("Allison Hart", "hart_allison"), ("Hart", "hart_allison")],
    ),
    "minister named like a town": (
        "Robertas Kaunas saw Kaunas.",
        [("Robertas Kaunas", "kaunas_robertas"), ("Kaunas", "kaunas")],
    ),
    "town named like somebody": ("George Washington slept here.", []),
}


@pytest.mark.parametrize(("text", "expected"), PEOPLE.values(), ids=PEOPLE)
def test_people(finder, nlp, text, expected):
    assert linked(finder, nlp, text) == expected


def test_a_tie_of_surnames_has_candidates_and_no_entity(finder, nlp):
    tie = finder(nlp("Joe Biden sat here. Hunter Biden sat there. Biden's chair is red."), DAY)[-1]
    assert (tie.entity_id, tie.candidates, tie.method) == (None, ("biden",), "short")


def test_the_title_before_a_surname_breaks_the_tie(finder, nlp):
    text = "Joe Biden sat here. Hunter Biden sat there. It was President Biden's chair."
    assert linked(finder, nlp, text)[-1] == ("Biden", "biden")


BODIES = {
    "before": ("The Belarusian Ministry of Defense", [("Belarusian Ministry of Defense", "mod_belarus")]),
    "possessive": ("Russia's Defence Ministry", [("Russia's Defence Ministry", "mod_russia")]),
    "after": (
        "The Ministry of Defence of the Russian Federation",
        [("Ministry of Defence of the Russian Federation", "mod_russia")],
    ),
    "small letters": (
        "the Belarusian defense ministry's hall",
        [("Belarusian defense ministry", "mod_belarus")],
    ),
    "acronym": ("The Russian MoD", [("Russian MoD", "mod_russia")]),
    "staff": ("Ukraine's General Staff", [("Ukraine's General Staff", "general_staff_ukraine")]),
    "named again": (
        "The Polish Foreign Ministry has a hall. The Foreign Ministry has a garden.",
        [("Polish Foreign Ministry", "mfa_poland"), ("Foreign Ministry", "mfa_poland")],
    ),
    "of nobody": ("The Defence Ministry has a hall.", []),
    "two of them": (
        "The Russian Foreign Ministry and the Polish Foreign Ministry. The Foreign Ministry has a hall.",
        [
            ("Russian Foreign Ministry", "mfa_russia"),
            ("Polish Foreign Ministry", "mfa_poland"),
            ("Foreign Ministry", "mfa_poland|mfa_russia"),
        ],
    ),
    "another ministry": ("The Ruritanian Defence Ministry", []),
    "document of a body": (
        "The Union State's treaty on security guarantees",
        [("Union State's treaty on security guarantees", "security_guarantees_treaty")],
    ),
    "document of somebody else": (
        "A draft Russian-US treaty on security guarantees",
        [("Russian", "russia"), ("US", "united_states")],
    ),
    "two owners": (
        "The defence ministries of Russia and Belarus",
        [("Russia", "russia"), ("Belarus", "belarus")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), BODIES.values(), ids=BODIES)
def test_bodies(finder, nlp, text, expected):
    assert linked(finder, nlp, text) == expected


OFFICES = {
    "before": (
        "The Russian defence minister's desk",
        "2025-09-15",
        [("Russian defence minister", "belousov")],
    ),
    "the one before him": (
        "The Russian defence minister's desk",
        "2023-01-15",
        [("Russian defence minister", "shoigu")],
    ),
    "possessive": ("Belarus’ defense minister", "2025-09-15", [("Belarus’ defense minister", "khrenin")]),
    "of": ("The president of Latvia", "2024-01-01", [("president of Latvia", "rinkevics")]),
    "alliance": (
        "The NATO Secretary General's seat",
        "2024-09-30",
        [("NATO Secretary General", "stoltenberg")],
    ),
    "spokesman of the body": (
        "The Kremlin spokesman's desk",
        "2025-09-15",
        [("Kremlin spokesman", "peskov")],
    ),
    "nobody on record that day": ("The Russian defence minister", "2001-01-01", [("Russian", "russia")]),
    "of something else": ("The president of the Russian academies", "2025-09-15", [("Russian", "russia")]),
    "former": ("The former Belarusian president", "2025-09-15", [("Belarusian", "belarus")]),
    "at the time": ("The Belarusian president at the time", "2025-09-15", [("Belarusian", "belarus")]),
    "deputy": ("The Russian deputy defence minister", "2025-09-15", [("Russian", "russia")]),
    "elect": ("The Polish president-elect", "2025-09-15", [("Polish", "poland")]),
    "two": (
        "The defence ministers of Russia and Belarus",
        "2025-09-15",
        [("Russia", "russia"), ("Belarus", "belarus")],
    ),
    "one of two": (
        "The president of Russia and Belarus",
        "2025-09-15",
        [("Russia", "russia"), ("Belarus", "belarus")],
    ),
    "name follows": (
        "Russian Defence Minister Andrei Belousov's desk",
        "2025-09-15",
        [("Russian", "russia"), ("Andrei Belousov", "belousov")],
    ),
    "stranger's name follows": (
        "Polish Defence Minister Jan Nowak's desk",
        "2025-09-15",
        [("Polish", "poland")],
    ),
    "name before, with a comma": (
        "Viktor Khrenin, the Belarusian defence minister, sat here.",
        "2025-09-15",
        [("Viktor Khrenin", "khrenin"), ("Belarusian", "belarus")],
    ),
    "another's name after a comma": (
        "At the request of the President of Belarus, Andrei Belousov left the hall.",
        "2025-09-15",
        [("President of Belarus", "lukashenko"), ("Andrei Belousov", "belousov")],
    ),
    "no office of a state": ("The Belarusian opposition leader", "2025-09-15", [("Belarusian", "belarus")]),
}


@pytest.mark.parametrize(("text", "day", "expected"), OFFICES.values(), ids=OFFICES)
def test_offices(finder, nlp, text, day, expected):
    assert linked(finder, nlp, text, dt.date.fromisoformat(day)) == expected


def test_a_capital_that_acts_is_its_state(finder, nlp):
    text = "Minsk said that talks would be held in Minsk."
    assert linked(finder, nlp, text) == [("Minsk", "belarus"), ("Minsk", "minsk")]


HOME = {
    "at home": ("The Defence Ministry has a desk.", "belarus", [("Defence Ministry", "mod_belarus")]),
    "of nobody": ("The Defence Ministry has a desk.", None, []),
    "small letters": ("The defence ministry has a desk.", "belarus", []),
    "somebody else's, named just before": (
        "The Polish Defence Ministry has a desk. The Defence Ministry has two.",
        "belarus",
        [("Polish Defence Ministry", "mod_poland"), ("Defence Ministry", "mod_poland")],
    ),
}


@pytest.mark.parametrize(("text", "home", "expected"), HOME.values(), ids=HOME)
def test_a_body_without_its_owner_is_that_of_the_outlets_state(finder, nlp, text, home, expected):
    mentions = finder(nlp(text), dt.date(2025, 9, 15), home=home)
    assert [(text[m.start : m.end], m.entity_id) for m in mentions if m.entity_id] == expected


def test_without_a_date_an_office_links_only_to_a_holder_whom_the_text_names(finder, nlp):
    text = "Andrei Belousov sat here. The Russian defence minister has a desk."
    assert linked(finder, nlp, text, None)[-1] == ("Russian defence minister", "belousov")
    assert linked(finder, nlp, "The Russian defence minister", None) == [
        ("Russian defence minister", "belousov|shoigu")
    ]


LABELS = {
    "person whom the model takes for a body": ("Khrenin's desk", "PERSON"),
    "weapon": ("Oreshnik's range", "WEAPON"),
    "demonym": ("Belarusian towns", "NORP"),
    "treaty": ("the Vienna Document", "LAW"),
    "mission": ("the Baltic Air Policing flights", "MISSION"),
}


@pytest.mark.parametrize(("text", "label"), LABELS.values(), ids=LABELS)
def test_the_table_mends_labels(finder, nlp, text, label):
    assert finder(nlp(text), DAY)[0].label == label


def test_what_the_model_finds_beside_the_table_stays(finder, nlp):
    text = "Jan Nowak flew from Madrid to Lisbon with 300 soldiers on Friday."
    found = [(text[m.start : m.end], m.label, m.entity_id, m.method) for m in finder(nlp(text), DAY)]
    assert ("Jan Nowak", "PERSON", None, "model") in found
    assert ("Friday", "DATE", None, "model") in found
    assert not [label for _, label, _, _ in found if label == "CARDINAL"]


def test_a_name_in_small_letters_throughout_is_none(finder, nlp):
    doc = nlp("They tested hypersonic missiles.")
    doc.set_ents([doc.char_span(12, 31, label="PERSON")])
    assert finder(doc, DAY) == []


def test_longest_keeps_the_longer_and_of_equals_the_earlier():
    names = [
        Name(0, 2, (), ()),
        Name(1, 4, (), ()),
        Name(4, 5, (), ()),
        Name(4, 6, (), ()),
        Name(5, 7, (), ()),
    ]
    assert [(name.start, name.end) for name in longest(names)] == [(1, 4), (4, 6)]


def test_annotate_lets_matchers_see_the_actors(finder, nlp):
    doc = nlp("The Belarusian Ministry of Defense and Jan Nowak sat in Alma-Ata.")
    assert annotate(doc, finder(doc, DAY)) is doc
    assert [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents] == [
        ("Belarusian Ministry of Defense", "ORG", "mod_belarus"),
        ("Jan Nowak", "PERSON", ""),
        ("Alma-Ata", "GPE", "almaty"),
    ]


def test_finding_leaves_the_document_as_it_was(finder, nlp):
    doc = nlp("Viktor Khrenin sat in Alma-Ata.")
    before = doc.to_bytes()
    finder(doc, DAY)
    assert doc.to_bytes() == before


def test_an_empty_text_has_no_mentions(finder, nlp):
    assert finder(Doc(nlp.vocab), None) == []


TEXT = """Russia Belarus's the Union State of Zapad-2021 Zapad exercise Putin Oleg President Defence Ministry
minister NATO Secretary General , . and West Western “ ” 2023 Search defence Biden Joe Hunter in on"""
WORDS = st.sampled_from(TEXT.split())


@settings(max_examples=60, deadline=None)
@given(words=st.lists(WORDS, max_size=25))
def test_mentions_are_in_order_apart_and_tie_or_link(finder, words):
    from spacy.lang.en import English

    doc = English(vocab=finder._table._vocab).tokenizer(" ".join(words))
    mentions = finder(doc, DAY)
    ends = [0] + [mention.end for mention in mentions]
    for end, mention in zip(ends, mentions, strict=False):
        assert end <= mention.start < mention.end <= len(doc.text)
        assert mention.entity_id is None or mention.candidates == ()
        assert doc.char_span(mention.start, mention.end) is not None
