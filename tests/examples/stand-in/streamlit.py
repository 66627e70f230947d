"""Stands in for Streamlit in a test: one run of a page, with its button pressed or not.

PRESSED=1 presses the button. SESSION holds the page's state as JSON between two runs. What the page
shows is printed.
"""

import atexit
import json as _json
import os

_file = os.environ["SESSION"]
session_state = _json.load(open(_file)) if os.path.exists(_file) else {}
atexit.register(lambda: _json.dump(session_state, open(_file, "w")))


def title(text):
    print(f"title: {text}")


def text_input(label, value):
    return value


def button(label):
    return os.environ.get("PRESSED") == "1"


def caption(text):
    print(f"caption: {text}")


def info(text):
    print(f"info: {text}")


def warning(text):
    print(f"warning: {text}")


def json(value):
    print(f"json: {_json.dumps(value)}")
