from __future__ import annotations

from analysis.reference import homes, load_actors, load_outlets


def test_only_a_states_own_outlet_speaks_for_it(folder):
    rows = "Bulletin,Ruritania,state,ministry,other,\nAbroad,Borduria,state,agency,other,\n"
    path = folder / "outlets.csv"
    path.write_text(path.read_text(encoding="utf-8") + rows, encoding="utf-8")
    assert homes(load_outlets(folder), load_actors(folder)) == {"Bulletin": "ruritania"}
