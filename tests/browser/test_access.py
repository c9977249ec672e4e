"""Every page is clean by axe-core's rules of WCAG 2.2 AA, in light and dark, wide and narrow; pictures are kept.

The pictures go to ``build/screenshots``.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "overview": "/",
    "ledger": "/ledger",
    "pledge": "/pledges/can-deploy-ukr",
    "report": "/reports/baltic-atlantic",
    "findings": "/findings",
    "actors": "/actors",
    "actor": "/actors/DEU",
    "timeline": "/timeline",
    "monitoring": "/monitoring",
    "what-if": "/what-if?scenario=ceasefire-without-us&beside=|no-ceasefire|",
    "review": "/review",
    "import": "/import",
    "search": "/search?q=parliament",
    "reports": "/reports",
    "error": "/pledges/nobody",
}


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_the_rules_of_access_and_fits_its_screen(
    chromium: "Browser", shown: str, shown_war: str, pictures: Path, name: str, width: int, scheme: str
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True
    )
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto((shown_war if name == "monitoring" else shown) + PAGES[name])
    page.wait_for_timeout(100)
    page.screenshot(path=pictures / f"{name}-{width}-{scheme}.png")
    page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(all => all.violations.map("
        "one => `${one.id}: ${one.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | ')}`))",
        RULES,
    )
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()

    assert found == []
    assert overflow <= 0
    assert [words for words in trouble if name != "error" or "404" not in words] == []


@pytest.mark.parametrize("name", [name for name in PAGES if name != "error"])
def test_a_page_prints_dark_on_white_without_its_controls(
    chromium: "Browser", shown: str, shown_war: str, name: str
) -> None:
    context = chromium.new_context(viewport={"width": 718, "height": 1000}, color_scheme="dark")
    page = context.new_page()
    page.goto((shown_war if name == "monitoring" else shown) + PAGES[name])
    page.emulate_media(media="print")
    ground, ink = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color]"
    )
    controls = page.locator("main button:visible, nav:visible, main select:visible, form.times:visible").count()
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    printed = page.pdf(format="A4")
    context.close()

    assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(28, 31, 38)")
    assert (controls, overflow) == (0, 0) if name != "import" else overflow == 0
    assert printed.startswith(b"%PDF")
