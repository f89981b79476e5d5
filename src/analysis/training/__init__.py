"""Trains the network of extract/tagger; needs torch, which nothing else here does (see its README)."""
