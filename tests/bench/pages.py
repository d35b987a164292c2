"""The pages that are measured with: golden ones in the furniture of a site."""

from tests.conftest import ROOT


def furnished() -> list[bytes]:
    """Golden pages with what stands around the prices of a real site: scripts, styles, menus, stories."""
    links = "".join(f'<li class="nav-item"><a href="/page-{n}">Our story, told anew</a></li>' for n in range(60))
    story = "".join(
        '<section class="story"><h2>What happened in our studio</h2><p class="text">Nobody asked, and so we went on, '
        "slowly, with a steady hand and a cup of tea, until the light was gone and the mirror was kind.</p></section>"
        for _ in range(50)
    )
    code = "<script>" + "window.x = window.x || [];\n" * 200 + "</script><style>" + ".a{color:red}\n" * 200 + "</style>"
    around = f"{code}<ul>{links}</ul>{story}".encode()
    return [around + path.read_bytes() for path in sorted((ROOT / "tests/extract/pages").glob("*.html"))]
