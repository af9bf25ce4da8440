"""What a credential looks like: by the form of an issued token, and by the name that a text goes by.

Sources: detect-secrets 1.5 plugins, GitHub's secret-scanning patterns and the issuers' documentation, read on 2026-11-20 and 2026-11-25.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from recipeline.analyse.syntax import parsed, walk

# Who issues it -> its form.
FORMS: Mapping[str, str] = {
    "AWS access key": r"(?:AKIA|ASIA)[0-9A-Z]{16}",
    "GitHub token": r"gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,}",
    "GitLab token": r"glpat-[A-Za-z0-9_-]{20,}",
    "Slack token": r"xox[abeprs]-[A-Za-z0-9-]{10,}",
    "Slack webhook": r"https://hooks\.slack\.com/services/T[A-Za-z0-9_]{6,}/B[A-Za-z0-9_]{6,}/[A-Za-z0-9_]{16,}",
    "Discord webhook": r"https://(?:ptb\.|canary\.)?discord(?:app)?\.com/api/webhooks/\d{15,}/[A-Za-z0-9_-]{40,}",
    "Stripe key": r"(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,}",
    "Anthropic key": r"sk-ant-[a-z0-9]+-[A-Za-z0-9_-]{20,}",
    "OpenAI key": r"sk-(?!ant-)(?=[a-z0-9_-]*[A-Z])(?=[A-Za-z_-]*\d)[A-Za-z0-9_-]{20,}",
    "Google API key": r"AIza[0-9A-Za-z_-]{35}",
    "Google OAuth secret": r"GOCSPX-[A-Za-z0-9_-]{28}",
    "Hugging Face token": r"hf_[A-Za-z0-9]{30,}",
    "SendGrid key": r"SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}",
    "Mailgun key": r"key-[0-9a-f]{32}",
    "Mailchimp key": r"[0-9a-f]{32}-us\d{1,2}",
    "Twilio key": r"SK[0-9a-f]{32}",
    "npm token": r"npm_[A-Za-z0-9]{36}",
    "PyPI token": r"pypi-AgE[A-Za-z0-9_-]{50,}",
    "DigitalOcean token": r"do[opr]_v1_[a-f0-9]{64}",
    "Databricks token": r"dapi[a-f0-9]{32}",
    "Shopify token": r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}",
    "Square token": r"sq0(?:atp|csp)-[A-Za-z0-9_-]{22,}",
    "Discord bot token": r"[MNO][A-Za-z0-9_-]{23,25}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}",
    "Heroku key": r"HRKU-[A-Za-z0-9_-]{36,}",
    "Kaggle key": r"\\?\"username\\?\"\s*:\s*\\?\"[\w-]+\\?\"\s*,\s*\\?\"key\\?\"\s*:\s*\\?\"[0-9a-f]{32}",
    "Telegram bot token": r"\d{8,10}:AA[A-Za-z0-9_-]{33}",
    "Mapbox token": r"[ps]k\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}",
    "Notion token": r"ntn_[A-Za-z0-9]{40,}|secret_[A-Za-z0-9]{43}",
    "Linear key": r"lin_api_[A-Za-z0-9]{32,}",
    "Grafana token": r"glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}",
    "Azure storage key": r"(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,}={0,2}",
    "JSON web token": r"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,}",
}
SHAPES: dict[str, str] = {
    "private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "password in an address": r"://[^/\s:@\"']+:[^/\s:@\"'{}]{3,}@",
}
# Told to the reader, and left as they are by `mask`: hiding the whole of these would hide code too; their values are found by `BEARER` and `ASSIGNED`.
TOLD: dict[str, str] = {
    "authorization header": r"(?i:authorization)\\?[\"']?\s*[:=]\s*\\?[\"']?(?:Bearer|Basic|Token)\s+(?=[A-Za-z+/._=-]*\d)[A-Za-z0-9+/._=-]{16,}",
    "key in an address": r"[?&](?i:api_?key|access_token|auth_token|client_secret)=(?=[A-Za-z_-]*\d)(?=[0-9_-]*[A-Za-z])[A-Za-z0-9_-]{16,}",
}
# One of these stands in every text that has a credential of these forms: most texts have none, and are not searched. The bot tokens of Discord
# have no sign but their dots.
SIGNS = (
    "AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "hooks.slack.com", "/api/webhooks/", "_live_", "_test_", "sk-",
    "AIza", "GOCSPX-", "hf_", "SG.", "key-", "-us", "SK", "npm_", "pypi-", "_v1_", "dapi", "shp", "sq0", "HRKU-", "username", ":AA", "k.eyJ", "ntn_",
    "secret_", "lin_api_", "glsa_", "AccountKey=", "SharedAccessKey=", "eyJ", "PRIVATE KEY", "://",
)  # fmt: skip
SHORTEST = 9  # characters: `://a:bbb@`
DOTTED = re.compile(r"\.[A-Za-z0-9_-]{6}\.")
TOLD_SIGNS = ("authorization", "key=", "token=", "secret=")  # in small letters
ASSIGNED_SIGNS = ("apikey", "api_key", "secret", "token", "passw", "pwd", "accesskey", "access_key", "credential")  # in small letters
_ANY_TOLD = re.compile("|".join(TOLD.values()))
_BY_KIND = {kind: re.compile(rf"(?<![A-Za-z0-9])(?:{form})") for kind, form in FORMS.items()} | {
    kind: re.compile(form) for kind, form in (SHAPES | TOLD).items()
}
SECRET_VALUE = re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(FORMS.values())})|-----BEGIN [A-Z ]*PRIVATE KEY-----|://[^/\s:@]+:[^/\s:@]{{3,}}@")
SECRET_NAME = re.compile(r"(api_?key|secret|token|passw(or)?d|passwd|pwd|access_?key|private_?key|credential|(^|_)pw)s?_?\d*$", re.I)
PASSWORD_NAME = re.compile(r"(passw(or)?d|passwd|passphrase|(^|_)pwd)_?\d*$", re.I)
# What stands for a password in forms, schemas and examples, and paths and addresses under a name like `pwd`.
NO_PASSWORD = re.compile(r"^(password|passwd|passphrase|pass|secret|string|str|text|hidden|required|username|user_?name|none|null|example\w*|.*[/\\:{}<>$%].*)$", re.I)
PLACEHOLDER = re.compile(r"^(<.*>|\*+|x+|your[-_ ].*|change.?me|todo|none|null|example.*|\.\.\.|\[.*\]|u?int\d+|float\d+|datetime64.*|object|category|string|boolean|)$", re.I)
ASSIGNED = re.compile(
    r"\b(?P<name>\w{0,40}?(?:api_?key|secret|token|passw(?:or)?d|pwd|access_?key|credential)s?_?\d*)[\"'`]?\s*(?:[:=]|\bis\b)\s*[\"'`]?(?P<value>[^\s\"'`,;)]{6,})", re.I
)
BEARER = re.compile(r"\b(?:Bearer|Basic)\s+(?P<value>[A-Za-z0-9._~+/=-]{12,})")
IN_URL = re.compile(r"://[^/\s:@]+:(?P<value>[^/\s:@]{6,})@")
PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.S)
GIVING = frozenset({ast.Assign, ast.AnnAssign, ast.NamedExpr, ast.keyword, ast.Dict, ast.Call, ast.arguments, ast.Constant})  # nodes that `_pairs` knows
DEFAULTING = frozenset({"setdefault", "putenv", "setenv", "getenv", "get"})


def may_hold_token(text: str) -> bool:
    """Whether it is worth while to look for tokens of a known form in a text."""
    return any(sign in text for sign in SIGNS) or DOTTED.search(text) is not None


def is_secret(name: str, value: str) -> bool:
    """Whether a text that stands under this name is a credential."""
    if len(value) >= SHORTEST and may_hold_token(value) and SECRET_VALUE.search(value):
        return True
    return bool(SECRET_NAME.search(name)) and len(value) >= 6 and not PLACEHOLDER.match(value) and " " not in value


def is_password(name: str, value: str) -> bool:
    """Whether a text under this name is a password, though it may be a plain word; for tokens a word is a column or a kind."""
    return bool(PASSWORD_NAME.search(name)) and is_secret(name, value) and NO_PASSWORD.match(value) is None


def mask(text: str) -> str:
    """The text with every token of a known format hidden."""
    return SECRET_VALUE.sub("***", text)


def kinds_in(text: str) -> Iterator[tuple[str, int]]:
    """Each credential of a known form in a text: its kind, and where it starts (characters). Never the credential itself."""
    small = text.lower()
    held = may_hold_token(text) and SECRET_VALUE.search(text)
    if not held and not (any(sign in small for sign in TOLD_SIGNS) and _ANY_TOLD.search(text)):
        return
    for kind, pattern in _BY_KIND.items():
        for found in pattern.finditer(text):
            yield kind, found.start()


@lru_cache(maxsize=512)  # several rules and the report ask about the same cells
def named_texts(source: str) -> tuple[tuple[str, str], ...]:
    """Every text literal of a cell with the name that it is given to; "" if it has none."""
    return tuple(_named_texts(source))


def _named_texts(source: str) -> Iterator[tuple[str, str]]:
    try:
        module = parsed(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    nodes = walk(module)
    parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes:
        for name, value in _pairs(node) if type(node) in GIVING else ():
            if id(value) not in parts and isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield name, value.value


def _pairs(node: ast.AST) -> Iterator[tuple[str, ast.AST | None]]:
    match node:
        case ast.Assign(targets=targets, value=value):
            yield from ((_name_of(target), value) for target in targets)
        case ast.AnnAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
            yield _name_of(target), value
        case ast.keyword(arg=str(name), value=value):
            yield name, value
        case ast.Dict(keys=keys, values=values):
            yield from ((_name_of(key), value) for key, value in zip(keys, values, strict=True) if _random_constant(value))
        case ast.Call(func=ast.Attribute(attr=called), args=[ast.Constant(value=str(name)), ast.Constant(value=str(text)) as value, *_]):
            if called in DEFAULTING and looks_random(text):
                yield name, value
        case ast.arguments():
            positional = [*node.posonlyargs, *node.args]
            yield from ((a.arg, d) for a, d in zip(positional[len(positional) - len(node.defaults) :], node.defaults, strict=True))
            yield from ((a.arg, d) for a, d in zip(node.kwonlyargs, node.kw_defaults, strict=True))
        case ast.Constant():
            yield "", node


def _name_of(node: ast.AST | None) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
            return name
        case ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
    return ""


def _random_constant(node: ast.AST) -> bool:
    """A key like "token" of a dict may well be a column; then the value is a word and not a credential."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and looks_random(node.value)


def looks_random(value: str) -> bool:
    """Whether a text mixes letters and digits, as issued ones do."""
    return re.search(r"\d", value) is not None and re.search(r"[A-Za-z]", value) is not None and re.search(r"[(\[{<]", value) is None
