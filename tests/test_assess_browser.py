"""The HTML report in a real browser: what is clicked lights up and comes into view, and nothing is fetched.

Needs Debian's `chromium` (or Chrome) and the `test` extra. Without them it is skipped on a developer's machine; in CI (CI=true) it fails.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from percent import notebook

from recipeline.analyse import analyse
from recipeline.assess import assessment
from recipeline.assess.html import render_html

TEN = """# %% 1
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
# %% 2
customers = pd.read_csv("/home/ann/data/customers.csv")
# %% 3
customers.head()
# %% 4
customers = customers.dropna(subset=["age"])
# %% 5
y = customers["churned"]
X = customers.drop(columns=["churned", "id"])
# %% 6
scaler = StandardScaler()
X = scaler.fit_transform(X)
# %% 7
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)
# %% 8
model = RandomForestClassifier()
model.fit(X_train, y_train)
# %% 9
print(accuracy_score(y_test, model.predict(X_test)))
# %% 10
customers["age"].hist()
"""
BLOCK = """# %% {0}
part{0} = pd.read_csv("part{0}.csv")
part{0}.head()
# %% {1}
part{0}["share"] = part{0}["value"] / part{0}["value"].sum()
# %% {2}
part{0} = part{0}.merge(first, on="id")
part{0}.to_csv("C:/Users/ann/out{0}.csv")
"""
SEEN = "element => {const box = element.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight}"
ARC = '.arc[data-from="nb1c2"][data-to="nb1c4"]'

# Kind of text and its contrast by WCAG 2: lightness of text and of the first opaque ground behind it.
CONTRAST = r"""() => {
 const parts = colour => colour.match(/[\d.]+/g).map(Number);
 const light = ([r, g, b]) => [r, g, b].map(one => (one /= 255) <= .03928 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4)
   .reduce((sum, one, at) => sum + one * [.2126, .7152, .0722][at], 0);
 const ground = element => {for (; element; element = element.parentElement) {
   const colour = parts(getComputedStyle(element).backgroundColor); if (colour.length < 4 || colour[3] === 1) return colour} return [255, 255, 255]};
 return [...document.querySelectorAll('p,li,small,b,h1,h2,h3,.tag,.line,.line i,.finding,code,label,.place')].filter(one => one.offsetParent).map(one => {
   const [a, b] = [light(parts(getComputedStyle(one).color)), light(ground(one))].sort((x, y) => y - x);
   return `${one.tagName} ${one.className} ${((a + .05) / (b + .05)).toFixed(2)}`})
}"""


def long_text() -> str:
    """A hundred and fifty cells: the first is used to the end."""
    head = '# %% 1\nimport pandas as pd\n# %% 2\nfirst = pd.read_csv("first.csv")\n# %% 3\nfirst = first.dropna()\n'
    return head + "".join(BLOCK.format(number, number + 1, number + 2) for number in range(4, 151, 3))


def written(text: str, path: Path) -> str:
    """The report on a notebook, as a file's address."""
    book = notebook(text)
    document = assessment(book, analyse(book))
    path.write_text(render_html([document], {document["path"]: [cell.original for cell in book.cells]}), encoding="utf-8")
    return path.as_uri()


def missing(reason: str) -> None:
    """In CI a test that never runs would look like one that passes."""
    if os.environ.get("CI", "").lower() in {"true", "1"}:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for all tests of this file."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed: pip install -e '.[test]'")
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        missing("no chromium on the PATH: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """The two reports, by their number of cells."""
    folder = tmp_path_factory.mktemp("reports")
    return {10: written(TEN, folder / "10.html"), 150: written(long_text(), folder / "150.html")}


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A window of ordinary size that must not meet an error of the script."""
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield opened
    opened.close()
    assert errors == []


def shown(page: Any, selector: str) -> list[str]:
    """The ids of what is shown, in the order of the page."""
    return [one.get_attribute("id") for one in page.locator(selector).all() if one.is_visible()]


@pytest.mark.parametrize("cells", [10, 150])
def test_asks_no_network(cells: int, page: Any, addresses: dict[int, str]) -> None:
    """The report is opened from a mail, and what a notebook does is nobody else's business."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(addresses[cells], wait_until="networkidle")
    assert asked == [addresses[cells]]
    assert page.locator(".cell").count() == cells
    assert page.locator(".at").count() == cells


class TestArc:
    def test_click_lights_both_ends_and_their_lines(self, page: Any, addresses: dict[int, str]) -> None:
        """An arc is a question: which code is behind it?"""
        page.goto(addresses[10])
        page.locator(ARC).dispatch_event("click")
        assert shown(page, ".cell.on") == ["nb1c2", "nb1c4"]
        assert shown(page, ".line.lit") == ["nb1c2l1", "nb1c4l1"]
        assert page.locator("#nb1c4").evaluate(SEEN)
        page.keyboard.press("Escape")
        assert page.locator(".on, .lit").count() == 0

    def test_is_hit_by_the_mouse(self, page: Any, addresses: dict[int, str]) -> None:
        """A line of two pixels that lies below another element could not be clicked at all."""
        page.goto(addresses[10])
        page.locator(".beside").scroll_into_view_if_needed()
        page.locator(".pane").evaluate("pane => pane.scrollIntoView()")
        middle = page.locator(ARC).evaluate(
            "arc => {const at = arc.getPointAtLength(arc.getTotalLength() / 3).matrixTransform(arc.getScreenCTM()); return [at.x, at.y]}"
        )
        page.mouse.click(*middle)
        assert page.locator(".arc.on").count() == 1
        assert page.locator(".cell.on").count() == 2

    def test_far_end_comes_into_view(self, page: Any, addresses: dict[int, str]) -> None:
        """With 150 cells the other end is twenty screens away."""
        page.goto(addresses[150])
        assert not page.locator("#nb1c150").evaluate(SEEN)
        page.locator('.arc[data-from="nb1c3"][data-to="nb1c150"]').dispatch_event("click")
        assert page.locator("#nb1c150").evaluate(SEEN)

    def test_by_keyboard(self, page: Any, addresses: dict[int, str]) -> None:
        """Tab enters the map once, the arrow keys walk along it, Enter opens: not hundreds of stops of the tab key."""
        page.goto(addresses[150])
        assert page.locator(".map [tabindex='0']").count() == 1
        page.locator(".at").first.focus()
        page.keyboard.press("ArrowDown")
        label = page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert label.startswith("cell 1 gives pd")
        page.keyboard.press("Enter")
        assert shown(page, ".cell.on")[0] == "nb1c1"
        page.keyboard.press("ArrowUp")
        assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("cell 1,")


class TestFinding:
    def test_click_in_the_list_shows_its_line(self, page: Any, addresses: dict[int, str]) -> None:
        """The list says what, the cell says where."""
        page.goto(addresses[10])
        entry = page.locator(".findings a", has_text="RP201")
        line = page.locator(entry.get_attribute("href")).get_attribute("data-lines").split()[0]
        entry.click()
        assert line in shown(page, ".line.lit")
        assert page.locator(f"#{line}").evaluate(SEEN)
        assert page.evaluate("document.activeElement.id") == entry.get_attribute("href")[1:]

    def test_click_at_the_line_lights_what_belongs_to_it(self, page: Any, addresses: dict[int, str]) -> None:
        """A leak has two ends: the fit, and the split that came too late."""
        page.goto(addresses[10])
        page.locator(".finding", has_text="RP201").first.click(position={"x": 5, "y": 5})
        assert {"nb1c6l2", "nb1c7l1"} <= set(shown(page, ".line.lit"))
        assert shown(page, ".cell.on") == ["nb1c6"]

    def test_by_keyboard(self, page: Any, addresses: dict[int, str]) -> None:
        """Who cannot use a mouse reads the same report."""
        page.goto(addresses[10])
        page.locator(".finding", has_text="RP301").first.focus()
        page.keyboard.press("Enter")
        assert shown(page, ".cell.on") == ["nb1c2"]

    def test_backticks_are_code(self, page: Any, addresses: dict[int, str]) -> None:
        """Names and calls are easier to find when they look like code."""
        page.goto(addresses[10])
        assert page.locator(".finding code").count() > 0
        assert not [text for text in page.locator(".finding").all_text_contents() if "`" in text]


class TestFilters:
    @pytest.mark.parametrize("stage", ["setup", "ingestion", "preprocessing", "features", "training", "evaluation", "reporting"])
    def test_a_stage(self, stage: str, page: Any, addresses: dict[int, str]) -> None:
        """Each box must hide the cells that are of this stage only, and bring them back."""
        page.goto(addresses[10])
        page.locator(f"[data-stage={stage}]").uncheck()
        alone = [one.get_attribute("id") for one in page.locator(f".cell[data-stages='{stage}']").all()]
        assert alone, "no cell of this stage: the test would prove nothing"
        left = shown(page, ".cell")
        assert not set(alone) & set(left)
        assert len(left) == 10 - len(alone)
        assert page.locator(".at.gone").count() == len(alone)
        page.locator(f"[data-stage={stage}]").check()
        assert len(shown(page, ".cell")) == 10

    @pytest.mark.parametrize("severity", ["error", "warning", "note"])
    def test_a_severity(self, severity: str, page: Any, addresses: dict[int, str]) -> None:
        """In the list and at the lines alike."""
        page.goto(addresses[10])
        assert page.locator(f".finding.{severity}").count() > 0
        page.locator(f".filters [data-severity={severity}]").uncheck()
        assert shown(page, f".finding.{severity}") == []
        assert not [one for one in page.locator(f".findings li[data-severity={severity}]").all() if one.is_visible()]
        assert shown(page, ".finding")

    def test_essential_only(self, page: Any, addresses: dict[int, str]) -> None:
        """What production needs is what is left."""
        page.goto(addresses[10])
        page.locator("#essential").check()
        left = shown(page, ".cell")
        assert "nb1c3" not in left and "nb1c10" not in left
        assert {"nb1c2", "nb1c6", "nb1c8"} <= set(left)


class TestMap:
    def test_follows_the_cell_in_view(self, page: Any, addresses: dict[int, str]) -> None:
        """The map of 150 cells is four screens high: the part beside the code must be the part about it."""
        page.goto(addresses[150])
        page.locator("#nb1c120").evaluate("cell => cell.scrollIntoView()")
        page.wait_for_function("document.querySelector('.at.here')?.getAttribute('href') === '#nb1c120'")
        assert page.locator('.at[href="#nb1c120"]').evaluate(SEEN)
        pane = page.locator(".pane").evaluate("pane => [pane.getBoundingClientRect().top, pane.getBoundingClientRect().bottom]")
        bar = page.locator(".filters").evaluate("bar => bar.getBoundingClientRect().bottom")
        assert bar <= pane[0] and pane[1] <= 800

    def test_a_mark_leads_to_its_cell(self, page: Any, addresses: dict[int, str]) -> None:
        """The heading of the cell must not end up below the bar of filters."""
        page.goto(addresses[150])
        page.locator('.at[href="#nb1c20"]').dispatch_event("click")
        page.wait_for_function("location.hash === '#nb1c20'")
        bar = page.locator(".filters").evaluate("bar => bar.getBoundingClientRect().bottom")
        assert page.locator("#nb1c20 h3").evaluate("head => head.getBoundingClientRect().top") >= bar


class TestLooks:
    @pytest.mark.parametrize("cells", [10, 150])
    @pytest.mark.parametrize("width", [1280, 375])
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_fits_and_can_be_read(self, scheme: str, width: int, cells: int, browser: Any, addresses: dict[int, str], tmp_path: Path) -> None:
        """Nothing sticks out to the side, and text stands out from what is behind it, in both schemes and on a telephone."""
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page.goto(addresses[cells])
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.screenshot(path=tmp_path / f"{scheme}-{width}-{cells}.png")
        page.locator(".finding").first.click(position={"x": 5, "y": 5})
        page.screenshot(path=tmp_path / f"{scheme}-{width}-{cells}-finding.png")
        weak = {one for one in page.evaluate(CONTRAST) if float(one.rpartition(" ")[2]) < 4.5}
        assert weak == set()
        page.close()

    def test_print_holds_every_line(self, page: Any, addresses: dict[int, str]) -> None:
        """On paper nothing can be clicked: code and findings must all be there, map and filters not."""
        page.goto(addresses[10])
        page.emulate_media(media="print")
        assert not page.locator(".filters").is_visible() and not page.locator(".pane").is_visible()
        assert len(shown(page, ".cell")) == 10
        assert len(shown(page, ".finding")) == page.locator(".finding").count()
