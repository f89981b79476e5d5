"""For `pytest --nbval`: what differs is said in a few lines."""

from nbval_log import install

install()
