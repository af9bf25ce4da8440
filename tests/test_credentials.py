"""Credentials of every known kind are found wherever a notebook can hold them, and never repeated. No token here is real."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recipeline.analyse import analyse
from recipeline.analyse.credentials import FORMS
from recipeline.read import read_notebook
from recipeline.rules import Subject
from recipeline.rules.security.rp701_credential import RULE

LETTERS = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7" * 4
HEX = "0a1b2c3d4e5f6789" * 5
# Made by concatenation, so that no scanner takes this file for a leak.
TOKENS = {
    "AWS access key": "AK" + "IA" + "Q3X7ZP4M2N8R5T6W", "GitHub token": "gh" + "p_" + LETTERS[:36], "GitLab token": "gl" + "pat-" + LETTERS[:20],
    "Slack token": "xo" + "xb-" + "123456789012-" + LETTERS[:24], "Slack webhook": "https://hooks.sl" + "ack.com/services/T0A1B2C3D/B0A1B2C3D/" + LETTERS[:24],
    "Discord webhook": "https://disc" + "ord.com/api/webhooks/123456789012345678/" + LETTERS[:60], "Stripe key": "sk_" + "live_" + LETTERS[:24],
    "OpenAI or Anthropic key": "sk" + "-" + LETTERS[:40], "Google API key": "AI" + "za" + LETTERS[:35], "Google OAuth secret": "GOC" + "SPX-" + LETTERS[:28],
    "Hugging Face token": "h" + "f_" + LETTERS[:34], "SendGrid key": "S" + "G." + LETTERS[:22] + "." + LETTERS[:43], "Mailgun key": "ke" + "y-" + HEX[:32],
    "Mailchimp key": HEX[:32] + "-u" + "s12", "Twilio key": "S" + "K" + HEX[:32], "npm token": "np" + "m_" + LETTERS[:36], "PyPI token": "py" + "pi-AgE" + LETTERS[:60],
    "DigitalOcean token": "dop_" + "v1_" + HEX[:64], "Databricks token": "da" + "pi" + HEX[:32], "Shopify token": "shp" + "at_" + HEX[:32], "Square token": "sq0" + "atp-" + LETTERS[:22],
    "Telegram bot token": "123456789:" + "AA" + LETTERS[:33], "Mapbox token": "pk." + "eyJ" + LETTERS[:40] + "." + LETTERS[:22], "Notion token": "nt" + "n_" + LETTERS[:46],
    "Linear key": "lin_" + "api_" + LETTERS[:40], "Grafana token": "gl" + "sa_" + LETTERS[:32] + "_" + HEX[:8], "Azure storage key": "Account" + "Key=" + LETTERS[:86] + "==",
    "JSON web token": "ey" + "J" + LETTERS[:20] + ".ey" + "J" + LETTERS[:40] + "." + LETTERS[:30],
}  # fmt: skip


def found(folder: Path, *, source: str = "a = 1", output: str = "", metadata: str = "", markdown: str = "") -> list[str]:
    """The messages of the rule over a notebook that holds a text at one place."""
    outputs = [{"output_type": "stream", "name": "stdout", "text": [output]}] if output else []
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": [markdown]},
        {"cell_type": "code", "metadata": {"note": metadata}, "execution_count": 1, "outputs": outputs, "source": [source]},
    ]
    path = folder / "case.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}), encoding="utf-8")
    notebook = read_notebook(path)
    return [finding.message for finding in RULE.check(Subject(notebook, analyse(notebook)))]


def test_every_form_has_a_token_here() -> None:
    """A form without a test may never match."""
    assert set(TOKENS) == set(FORMS)


@pytest.mark.parametrize("kind", TOKENS)
def test_found_everywhere_and_never_repeated(kind: str, tmp_path: Path) -> None:
    """A reviewer looks at code; tokens sit just as often in outputs, metadata and text."""
    token = TOKENS[kind]
    for place in ("source", "output", "metadata", "markdown"):
        text = f"x = {token!r}" if place == "source" else f"see {token} there"
        messages = found(tmp_path, **{place: text})
        assert any(kind in message for message in messages), place
        assert not any(token in message for message in messages), place


@pytest.mark.parametrize("text", ["token = 'Survived'", "password = 'changeme'", "x = 'https://example.org/a:b'", "sha = 'd41d8cd98f00b204e9800998ecf8427e'", "secret = ''"])
def test_leaves_alone(text: str, tmp_path: Path) -> None:
    """A false alarm teaches people to look away."""
    assert found(tmp_path, source=text) == []
