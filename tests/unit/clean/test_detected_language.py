"""Which language a text is in."""

from __future__ import annotations

import subprocess
import sys

import pytest

from analysis.clean.language import detect_language, doubtful_language, language_columns, language_of
from analysis.records import Document
from analysis.vocabulary import LANGUAGE_BASES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The two ministers agreed on a plan of joint exercises for the coming year.", "en"),
        ("Министры двух стран согласовали план совместных учений на будущий год.", "ru"),
        ("Міністры дзвюх краін узгаднілі план сумесных вучэнняў на наступны год.", "be"),
        ("Міністри двох країн узгодили план спільних навчань на наступний рік.", "uk"),
        ("Ministrowie obu krajów uzgodnili plan wspólnych ćwiczeń na przyszły rok.", "pl"),
        ("Der Minister kündigte neue Manöver an der Grenze an", "de"),
        ("De minister kondigt nieuwe oefeningen aan", "nl"),
        ("Ang ministro ay nagpahayag ng bagong pagsasanay militar", "tl"),
        ("Ruritanian Forces Liberate Novostrelsovka, Zendagrad in Vandalia - MoD", "en"),
        ("Vandalia surpasses 500,000 cases of influenza", "en"),
        ("Zapad 2025", ""),
        ("Brandt, Petrel, Lindqvist in Zendagrad", "en"),
        ("Rinkēvičs, Nausėda, Szijjártó in Zendagrad", "en"),
        ("Brandt e Petrel si incontrano a Zendagrad", "it"),
        ("NATO szykuje wojnę", "pl"),
        ("DIE MINISTER SPRACHEN ÜBER NEUE MANÖVER AN DER GRENZE", "de"),
        ("Brandt in Zenda", ""),
        ("2021-09-10 12:48 +3 100 %" * 20, ""),
        ("", ""),
    ],
)
def test_language_of(text, expected):
    assert detect_language(text) == expected


@pytest.mark.parametrize("text", ["НАТО", "Министр: НАТО угрожает", "北约", "ΝΑΤΟ", "ნატო"])
def test_however_short_another_script_is_not_english(text):
    assert detect_language(text) not in ("en", "")


RUSSIAN, ENGLISH = (
    "Министры двух стран согласовали план.",
    "The ministers of both countries agreed on a plan.",
)


@pytest.mark.parametrize(
    ("text", "stated", "taken", "note"),
    [
        (RUSSIAN, "en", "ru", "is stated as 'en' and looks like 'ru'. It is taken for 'ru' and not read;"),
        (ENGLISH, "ru", "ru", "is stated as 'ru' and looks like 'en'. It is taken for 'ru' and not read;"),
        ("Ministrowie obu krajów uzgodnili plan ćwiczeń.", "en", "en", "It is taken for 'en' and read;"),
        (RUSSIAN, "be", "be", ""),
        (RUSSIAN, "", "ru", ""),
        (ENGLISH, "en", "en", ""),
        ("Zapad 2025", "en", "en", ""),
    ],
)
def test_what_is_stated_is_held_against_the_text(text, stated, taken, note):
    assert language_of(text, stated=stated) == taken
    found = doubtful_language(_document(text=text, language=stated))
    assert note in str(found) if note else found is None


@pytest.mark.parametrize(
    ("text", "stated", "basis"),
    [
        (ENGLISH, "en", "stated"),
        (ENGLISH, "", "detected"),
        (RUSSIAN, "en", "detected"),
        (RUSSIAN, "be", "stated"),
        ("Zapad 2025", "en", "stated"),
        ("Zapad 2025", "", "too short"),
    ],
)
def test_it_is_told_what_a_language_rests_on(text, stated, basis):
    assert basis in LANGUAGE_BASES
    columns = language_columns(text, stated=stated)
    assert columns == {"language": language_of(text, stated=stated), "language_basis": basis}


def _document(**fields):
    names = ("doc_id", "collection", "path", "text", "language")
    return Document(**(dict.fromkeys(names, "a") | fields))


def test_twenty_letters_are_enough_and_nineteen_are_not():
    assert detect_language("1 2 3 " + "the army of the old king"[:23]) == ""  # 18 letters
    assert detect_language("the army of the old king again") == "en"


def test_half_characters_do_no_harm():
    assert detect_language("\ud83d The ministers of the two countries met again.") == "en"


def test_importing_loads_no_model():
    script = "import sys, analysis.clean.language; print('py3langid' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
