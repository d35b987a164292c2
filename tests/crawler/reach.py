"""How many of a site's price pages does a crawl of 25 pages find? A measuring tool, not a test.

    python -m tests.crawler.reach SITES_FOLDER LABELS.jsonl [--without-robots]

Each site is a folder `owner+repository` of static files; the labels name `repo` and `path` of its pages and the prices
on them. Every site is served from this machine and crawled. Counted are the labelled pages with a price that an
unbounded walk over the links of the first page and the sitemap reaches. A site whose robots.txt forbids us counts as
missed; `--without-robots` does not serve that file.
"""

import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html as lxml_html

from tests.crawler.crawl import crawl, seeds
from tests.crawler.local_server import NOT_THERE, Answer, Asked, LocalServer

_ABSOLUTE = re.compile(rb"<loc>\s*(https?://[^/<\s]+)|rel=[\"']canonical[\"'][^>]*?href=[\"'](https?://[^/\"']+)")
_TYPES = {".xml": "application/xml", ".txt": "text/plain"}


def labelled(labels: Path) -> dict[str, list[str]]:
    """The paths of the labelled pages that tell a price, by repository."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in labels.read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        if page.get("all_prices") or any(one.get("price_low") is not None for one in page["listings"]):
            found[page["repo"]].append(page["path"])
    return found


def root_of(folder: Path) -> Path:
    """The folder that the site's links take for its root: the topmost one with an index."""
    indexes = [path for name in ("index.html", "index.php") for path in folder.rglob(name)]
    sources = [path for path in indexes if not {"build", "dist", "node_modules"} & set(path.relative_to(folder).parts)]
    return min(sources or indexes, key=lambda path: (len(path.parts), str(path))).parent


def own_host(root: Path) -> bytes | None:
    """The host under which the site is published, by its sitemap and its canonical links."""
    said = Counter(
        next(filter(None, match.groups()))
        for path in root.rglob("*")
        if path.suffix in {".html", ".php", ".xml"}
        for match in _ABSOLUTE.finditer(path.read_bytes())
    )
    return said.most_common(1)[0][0] if said else None


def file_of(root: Path, path: str) -> Path | None:
    """The file that a static host would serve."""
    bare = unquote(urlsplit(path).path).lstrip("/")
    endings = ("", ".html", ".php", "/index.html", "/index.php")
    candidates = [root / f"{bare.rstrip('/')}{ending}" if bare else root / ending.lstrip("/") for ending in endings]
    return next((one for one in candidates if one.is_file() and one.resolve().is_relative_to(root.resolve())), None)


def static(root: Path) -> Callable[[Asked], Answer]:
    """A site of files; the address under which it is published becomes the one it is served from."""
    published = own_host(root)

    def serve(asked: Asked) -> Answer:
        path = file_of(root, asked.path)
        if path is None or (path.name == "robots.txt" and "--without-robots" in sys.argv):
            return NOT_THERE
        body = path.read_bytes()
        if published:
            host = published.split(b"//")[1].removeprefix(b"www.")
            body = re.sub(rb"https?://(?:www\.)?" + re.escape(host), f"http://{asked.host}".encode(), body)
        return Answer(body, headers={"Content-Type": _TYPES.get(path.suffix, "text/html")})

    return serve


def reachable(root: Path, site: Callable[[Asked], Answer]) -> set[Path]:
    """The files that links from the first page or the sitemap lead to, however far away."""
    waiting, seen = ["/", "/sitemap.xml"], set()
    while waiting:
        path = waiting.pop()
        file = file_of(root, path)
        if file is None or file in seen:
            continue
        seen.add(file)
        body = site(Asked(0, "here", path, {}, 1)).body
        if file.suffix == ".xml":
            links = re.findall(r"<loc>\s*([^<\s]+)", body.decode("utf-8", "replace"))
        else:
            links = lxml_html.document_fromstring(body).xpath("//a/@href | //area/@href") if body.strip() else []
        for link in links:
            try:
                parts = urlsplit(urljoin(f"http://here{path}", link.strip()))
            except ValueError:
                continue
            if parts.netloc == "here":
                waiting.append(parts.path)
    return seen


def main() -> None:
    """Crawl each site and print what was reached of it."""
    sites, wanted = Path(sys.argv[1]), labelled(Path(sys.argv[2]))
    roots = {repo: root_of(sites / repo.replace("/", "+")) for repo in wanted}
    with LocalServer() as server, tempfile.TemporaryDirectory() as home:
        served = {repo: static(root) for repo, root in roots.items()}
        addresses = {repo: server.add(site) for repo, site in served.items()}
        crawled = crawl(Path(home) / "raw" / "run", *seeds(*addresses.values()), "--set", "DOWNLOAD_TIMEOUT=30")
        print(crawled.log)
        total = found = 0
        for repo, root in roots.items():
            asked = server.paths(addresses[repo])
            fetched = {file_of(root, path) for path in asked}
            reached = reachable(root, served[repo])
            pages = {sites / repo.replace("/", "+") / path for path in wanted[repo]}
            missed = sorted(str(path.relative_to(root)) for path in (pages & reached) - fetched)
            unreachable = sorted(str(path.relative_to(root)) for path in pages - reached)
            total += len(pages & reached)
            found += len(pages & reached & fetched)
            print(f"{repo}: {len(asked)} pages asked; missed {missed or 'none'}; not reachable {unreachable or 'none'}")
        print(f"\n{found} of {total} reachable labelled price pages fetched ({found / total:.1%})")


if __name__ == "__main__":
    main()
