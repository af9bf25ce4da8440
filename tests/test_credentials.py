"""Credentials of every known kind are found wherever a notebook can hold them, and never repeated. No token here is real."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recipeline.analyse import analyse
from recipeline.analyse.credentials import FORMS, SHAPES, TOLD
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
    "OpenAI key": "sk" + "-" + LETTERS[:40], "Anthropic key": "sk" + "-ant-" + "api03-" + LETTERS[:60], "Google API key": "AI" + "za" + LETTERS[:35], "Google OAuth secret": "GOC" + "SPX-" + LETTERS[:28],
    "Hugging Face token": "h" + "f_" + LETTERS[:34], "SendGrid key": "S" + "G." + LETTERS[:22] + "." + LETTERS[:43], "Mailgun key": "ke" + "y-" + HEX[:32],
    "Mailchimp key": HEX[:32] + "-u" + "s12", "Twilio key": "S" + "K" + HEX[:32], "npm token": "np" + "m_" + LETTERS[:36], "PyPI token": "py" + "pi-AgE" + LETTERS[:60],
    "DigitalOcean token": "dop_" + "v1_" + HEX[:64], "Databricks token": "da" + "pi" + HEX[:32], "Shopify token": "shp" + "at_" + HEX[:32], "Square token": "sq0" + "atp-" + LETTERS[:22],
    "Telegram bot token": "123456789:" + "AA" + LETTERS[:33], "Mapbox token": "pk." + "eyJ" + LETTERS[:40] + "." + LETTERS[:22], "Notion token": "nt" + "n_" + LETTERS[:46],
    "Linear key": "lin_" + "api_" + LETTERS[:40], "Grafana token": "gl" + "sa_" + LETTERS[:32] + "_" + HEX[:8], "Azure storage key": "Account" + "Key=" + LETTERS[:86] + "==",
    "Discord bot token": "M" + LETTERS[:25] + "." + LETTERS[:6] + "." + LETTERS[:30], "Heroku key": "HR" + "KU-" + LETTERS[:40],
    "Kaggle key": '{"username": "ann", "k' + 'ey": "' + HEX[:32] + '"}',
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


# The other beginnings that the forms allow, each as short as it may be.
VARIANTS = [
    "AS" + "IA" + "Q3X7ZP4M2N8R5T6W", *("gh" + letter + "_" + LETTERS[:36] for letter in "ours"), "github_" + "pat_" + LETTERS[:22],
    *("xo" + "x" + letter + "-" + LETTERS[:10] for letter in "aeprs"), *(kind + "_" + mode + "_" + LETTERS[:16] for kind in ("rk", "pk") for mode in ("live", "test")),
    "doo_" + "v1_" + HEX[:64], *("shp" + kind + "_" + HEX[:32] for kind in ("ca", "pa", "ss")), "sq0" + "csp-" + LETTERS[:22], "sk." + "eyJ" + LETTERS[:20] + "." + LETTERS[:20],
    "secret" + "_" + LETTERS[:43], "SharedAccess" + "Key=" + LETTERS[:40],
]  # fmt: skip


@pytest.mark.parametrize("token", VARIANTS)
def test_every_beginning_has_its_sign(token: str, tmp_path: Path) -> None:
    """Only texts with one of the signs are searched: a beginning without a sign would never be found."""
    assert found(tmp_path, output=f"see {token} there")


MORE = {
    "authorization header": "Authorization: " + "Bear" + "er " + LETTERS[:30],
    "key in an address": "https://api.example.org/v1?page=2&api" + "_key=" + LETTERS[:24],
    "password in an address": "postgresql://ann:" + "tr0ub4dor" + "@db.example.org/sales",
    "private key": "-----BEGIN " + "PRIVATE KEY-----",
}


def test_every_shape_has_a_text_here() -> None:
    """As for the forms."""
    assert set(MORE) == set(SHAPES) | set(TOLD)


@pytest.mark.parametrize("kind", MORE)
def test_shapes_are_found_everywhere(kind: str, tmp_path: Path) -> None:
    """Passwords, headers and keys have no issuer's prefix; their surroundings tell them."""
    text = MORE[kind]
    for place in ("source", "output", "metadata", "markdown"):
        messages = found(tmp_path, **{place: f"x = {text!r}" if place == "source" else f"see {text} there"})
        assert any(kind in message for message in messages), place
        assert not any(text[-8:] in message for message in messages), place


def test_found_in_tables(tmp_path: Path) -> None:
    """A table's HTML is an output too, and often the only form that is stored."""
    token = TOKENS["GitHub token"]
    path = tmp_path / "case.ipynb"
    outputs = [{"output_type": "display_data", "data": {"text/html": [f"<td>{token}</td>"]}, "metadata": {}}]
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": outputs, "source": ["table"]}
    path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}), encoding="utf-8")
    notebook = read_notebook(path)
    assert [one.message for one in RULE.check(Subject(notebook, analyse(notebook)))] == ["a GitHub token stands in an output of this cell"]


@pytest.mark.parametrize("text", ["token = 'Survived'", "password = 'changeme'", "x = 'https://example.org/a:b'", "sha = 'd41d8cd98f00b204e9800998ecf8427e'", "secret = ''", "headers = {'Authorization': f'Bearer {token}'}", "url = 'https://a.org/?api_key=YOUR_API_KEY_HERE'"])
def test_leaves_alone(text: str, tmp_path: Path) -> None:
    """A false alarm teaches people to look away."""
    assert found(tmp_path, source=text) == []
