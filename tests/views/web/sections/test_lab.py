"""The lab on the page: its figures are the run's, its refusals leave it standing, and it needs no script."""

import html
import json
import re
import tomllib
from urllib.parse import parse_qs, quote, unquote, urlsplit

import httpx
import pytest

from tidegauge.views.web import lab_state
from tidegauge.views.web.answers import Answers
from tidegauge.words import LANGUAGES, numbers

SHORT = "days=8"


def fetched(client: httpx.Client, query: str, status: int = 200) -> str:
    reply = client.get(f"/section/lab?{query}")
    assert reply.status_code == status, reply.text[:400]
    return reply.text


def spec(content: str, metric: str) -> dict[str, object]:
    found = re.search(rf'id="chart-lab-{metric}">(.*?)</script>', content)
    assert found is not None
    made: dict[str, object] = json.loads(found[1])
    return made


def test_the_fans_and_the_odds_are_those_of_the_run(client: httpx.Client, bundled_answers: Answers) -> None:
    content = fetched(client, f"lang=en&{SHORT}&rmp=80&part=result")
    keys = ('levers.reserve_purchases=[{ from = 2026-04-02, pace = "80bn" }]', "horizon.days=8")
    said = {"scenario": "baseline", "paths": lab_state.PATHS, "seed": 1, "keys": keys, "quick": True}
    run = bundled_answers.ask_long("simulate", said, lab_state.PATH_DAYS, None).answer
    drawn = spec(content, "reserves_usd")["data"]
    assert drawn[-1]["y"][1:] == list(run.quantiles["reserves_usd"][50])  # type: ignore[index]
    assert drawn[0]["y"][1:] == list(run.quantiles["reserves_usd"][5])  # type: ignore[index]
    odds = re.search(r'<dl class="odds".*?</dl>', content, re.DOTALL)
    assert odds is not None
    own = [one for one in run.odds if one.kind == "watermark"]
    shares = [numbers.share(one.probability_share, "en") for one in own]
    assert len(own) == 3 and all(f"<dd>{share}" in odds[0] for share in shares)
    assert re.search(r"<dt>Ledger residual</dt><dd>0</dd>", odds[0])
    assert odds[0].count("unmoved ") == 3, "beside each stands what the scenario has unmoved"


def test_nothing_moved_has_nothing_beside_it(client: httpx.Client) -> None:
    assert "unmoved " not in fetched(client, f"lang=en&toml={quote('[horizon]')}%0Adays=8&part=result")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_whole_section_stands_without_a_script(client: httpx.Client, lang: str) -> None:
    content = fetched(client, f"lang={lang}&{SHORT}")
    assert content.count('type="range"') >= 9 and '<form id="lab-form" method="get" action="/page/lab"' in content
    assert (
        content.count("<details>") >= 4
        and "{"
        not in re.sub(r"<script.*?</script>|data-words=\"[^\"]*\"", "", content, flags=re.DOTALL)
        .replace("levers.", "")
        .split("<textarea")[0]
    )
    assert not re.search(r'\sstyle="|\son\w+="', content)
    assert len(re.findall(r"<option", content)) >= 24


def test_what_is_downloaded_and_shared_is_what_is_shown(client: httpx.Client) -> None:
    content = fetched(client, f"lang=en&scenario=shutdown_2025&shutdown=60&{SHORT}")
    file = re.search(r'href="data:application/toml;charset=utf-8,([^"]+)"', content)
    share = re.search(r'id="lab-share"[^>]*href="([^"]+)"', content)
    assert file is not None and share is not None
    text = unquote(file[1])
    assert text.startswith("# tidegauge simulate mine.toml --paths 10000 --seed 1\n")
    assert tomllib.loads(text)["lapses"][0]["days"] == 60 and tomllib.loads(text)["horizon"]["days"] == 8
    asked = parse_qs(urlsplit(html.unescape(share[1])).query)
    assert asked == {"scenario": ["shutdown_2025"], "shutdown": ["60"], "days": ["8"], "lang": ["en"]}


def test_several_trials_stand_side_by_side(client: httpx.Client) -> None:
    content = fetched(client, f"lang=en&{SHORT}&with=baseline,days:8,rmp:80;rmp_45bn,days:6&part=result")
    medians = spec(content, "medians")
    assert [end["words"][0] for end in medians["ends"]] == ["A", "B", "C"]  # type: ignore[attr-defined]
    assert "B · Announced policy and the usual calendar · Reserve-management purchases 80 bn a month" in content
    assert content.count("Take out") == 2 and "Keep this beside" in content
    full = fetched(client, f"lang=en&{SHORT}&with={';'.join(['baseline,days:8'] * 3)}&part=result")
    assert "Keep this beside" not in full, "four are enough"


def test_the_weight_of_priors_is_said_as_the_command_line_says_it(client: httpx.Client) -> None:
    content = fetched(client, f"lang=en&{SHORT}&part=priors")
    assert re.search(r"About [\d.]+ % of the spread of reserves at the end comes from priors", content)


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("rmp=9999", 422, "rmp = 9999 is no number from 0 to 100"),
        ("scenario=nope", 404, "Did you mean no_rmp?"),
        ("scenario=/etc/passwd", 422, "the page reads no files"),
        ("toml=%5Bhorizon", 422, "mine.toml is not TOML: line 1, column 9"),
        ("toml=%3Cscript%3Ealert(1)%3C/script%3E", 422, "mine.toml is not TOML"),
        ("toml=levers%3D%7Btreasury%3D%7Brule%3D%22spend%22%7D%7D", 422, "spend"),
        ("toml=%00", 422, "mine.toml"),
        ("toml=%5Bhorizon%5D%0Adays=2600", 422, "10,000 paths over 2,600 days"),
        ("scenario=qe_small&runoff=20", 422, "Drop one of the two."),
        ("with=nope", 404, "No scenario is called"),
        ("as_of=2019-09-16&scenario=baseline&tga=-3", 422, "tga = -3"),
    ],
)
def test_a_refusal_stands_beside_a_lab_that_still_works(
    client: httpx.Client, query: str, status: int, said: str
) -> None:
    content = fetched(client, f"lang=en&{query}", status)
    refused = re.findall(r'<p class="refused" id="lab-(?:own-)?said" role="alert">([^<]+)', content)
    assert len(refused) == 1 and said in html.unescape(refused[0])
    assert "chart-lab-reserves_usd" in content and "<script>alert" not in content
    part = fetched(client, f"lang=en&{query}&part=result", status)
    assert said in html.unescape(part) and "chart-lab" not in part


def test_own_text_that_is_refused_is_kept_in_its_field(client: httpx.Client) -> None:
    content = fetched(client, "lang=en&toml=%5Bhorizon%5D%0Adays%20%3D%20many", 422)
    assert re.search(r"<textarea[^>]*>\[horizon\]\ndays = many</textarea>", content)


@pytest.mark.parametrize("as_of", ["2019-09-16", "2025-10-30", "2025-11-03T12:00"])
def test_the_time_machine_moves_the_opening_and_nothing_later_is_shown(client: httpx.Client, as_of: str) -> None:
    content = fetched(client, f"lang=en&as_of={as_of}&{SHORT}&part=result")
    days = spec(content, "reserves_usd")["data"][-2]["x"]  # type: ignore[index]
    assert max(days) == as_of[:10], "what is published ends at the opening"
    assert "2.7 tn" in content
