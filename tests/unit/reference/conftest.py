"""A small, sound folder of reference data; each test breaks one thing in it."""

from __future__ import annotations

from pathlib import Path

import pytest

FILES = {
    "actors/entities.csv": """\
entity_id,name,kind,affiliation,camp,wikidata,note
ruritania,Ruritania,state,,other,Q1,
mod_ruritania,Ministry of Defence of Ruritania,organisation,ruritania,other,,
brandt,Ada Brandt,person,mod_ruritania,other,,
keller,Max Keller,person,mod_ruritania,other,,
""",
    "actors/aliases.csv": """\
entity_id,alias,kind,rule
ruritania,Ruritania,name,
mod_ruritania,defence ministry,short,owner
brandt,Ada Brandt,name,
brandt,Brandt,short,after_name alone
keller,Max Keller,name,
""",
    "actors/roles.csv": """\
entity_id,role,body,from,to
brandt,Minister of Defence,mod_ruritania,2020-01-20,2023-05
keller,Minister of Defence,mod_ruritania,2023-05,
""",
    "actors/titles.csv": "role,phrase,owner\nMinister of Defence,defence minister,state\n",
    "actors/groups.csv": "group,member\nministers,brandt\nministers,keller\nall,ministers\nall,ruritania\n",
    "outlets.csv": "outlet,country,ownership,kind,camp,note\nGazette,Ruritania,private,newspaper,other,\n",
    "timeline.csv": (
        "date,end_date,kind,name,place,participants,source_url,doubt\n"
        "2021-09-10,2021-09-16,exercise,Harvest 2021,Strelsau,ruritania; brandt,https://example.org/a,\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path
