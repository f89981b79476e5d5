"""A trained network: sources, cues and contents in a parsed text, and which sentences carry a theme."""

from analysis.extract.tagger.network import Found, Tagged, Tagger, identify_tagger, load_tagger

__all__ = ["Found", "Tagged", "Tagger", "identify_tagger", "load_tagger"]
