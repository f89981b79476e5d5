"""Trials that take too long for the tests: each is one command, seeded, and ends with its counts.

`make trial NAME=kill ARGS="--count 500"`; the first lines of each module say what it tries.
"""
