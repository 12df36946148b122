"""The lab on the page: its figures are the run's, its refusals leave it standing, and it needs no script."""

import html
import json
import re
import tomllib
from typing import Any
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


def traces(content: str, metric: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = spec(content, metric)["data"]  # type: ignore[assignment]
    return found


def test_the_fans_and_the_odds_are_those_of_the_run(client: httpx.Client, bundled_answers: Answers) -> None:
    content = fetched(client, "lang=en&days=30&rmp=80&part=result")
    announced = '{ from = 2025-12-12, pace = "40bn" }'  # until May, when the lever takes over
    paces = f'levers.reserve_purchases=[{announced}, {{ from = 2026-05-01, pace = "80bn" }}]'
    keys = (paces, "horizon.days=30")
    said = {"scenario": "baseline", "paths": lab_state.PATHS, "seed": 1, "keys": keys, "quick": True}
    run = bundled_answers.ask_long("simulate", said, lab_state.PATH_DAYS, None).answer
    drawn = traces(content, "reserves_usd")
    *_, median, _, hollow = drawn
    assert median["y"][1:] == list(run.quantiles["reserves_usd"][50])
    assert (hollow["x"], hollow["y"]) == (["2026-04-01"], [run.movement.start_usd])
    assert (median["x"][0], median["y"][0]) == (hollow["x"][0], hollow["y"][0])
    assert drawn[0]["y"][1:] == list(run.quantiles["reserves_usd"][5])
    odds = re.search(r'<dl class="odds".*?</dl>', content, re.DOTALL)
    assert odds is not None
    own = [one for one in run.odds if one.kind == "watermark"]
    shares = [numbers.share(one.probability_share, "en") for one in own]
    assert len(own) == 3 and all(f"<dd>{share}" in odds[0] for share in shares)
    assert re.search(r"<dt>Ledger residual</dt><dd>0</dd>", odds[0])
    assert odds[0].count("unmoved ") == 3, "beside each stands what the scenario has unmoved"
    assert "Changed for this call: levers.reserve_purchases = " in content, (
        "below the story stands what it does not know"
    )
    over = re.findall(r'data-chart="lab-[^>]*data-origin="(\w+) · ', content)
    assert over == ["reserves", "iorb", "tga", "on_rrp"], "over each fan stand the series that it continues"


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
    assert 'download="tidegauge-shutdown_2025.toml"' in content, "its first line runs it under the name it is saved by"
    assert text.startswith("# tidegauge simulate tidegauge-shutdown_2025.toml --paths 10000 --seed 1\n")
    assert tomllib.loads(text)["lapses"][0]["days"] == 60 and tomllib.loads(text)["horizon"]["days"] == 8
    asked = parse_qs(urlsplit(html.unescape(share[1])).query)
    assert asked == {"scenario": ["shutdown_2025"], "shutdown": ["60"], "days": ["8"], "lang": ["en"]}


def test_text_too_long_for_an_address_comes_as_a_form_and_has_no_link(client: httpx.Client) -> None:
    text = f"# {'long ' * 2_000}\n[horizon]\ndays = 8"
    assert client.get("/section/lab", params={"toml": text}).status_code == 414
    form = {"toml": text, "rmp": "80", "part": "result"}
    long = client.post("/section/lab?lang=en", data=form, headers={"accept": "text/html"})
    assert long.status_code == 200 and 'data-share=""' in long.text
    short = client.post("/section/lab?lang=en", data=form | {"toml": text[-20:]}).text
    assert spec(long.text, "reserves_usd") == spec(short, "reserves_usd") and 'data-share="/page/lab?toml' in short
    whole = client.post("/page/lab?lang=en", data={"toml": text}, headers={"accept": "text/html"}).text
    assert "Too long for a link" in whole and text.split("\n")[0] in whole, "it stands in its field again"
    refused = client.post("/section/lab?lang=en", data={"toml": "龙" * 10**6}, headers={"accept": "text/html"})
    assert refused.status_code == 413 and "<h1>" in refused.text


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
    words = re.sub(r"<[^>]+>", "", content)
    assert re.search(r"About [\d.]+ % of the spread of reserves at the end comes from priors", words)


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
    *_, published, _, _, hollow = traces(content, "reserves_usd")
    assert max(published["x"]) < as_of[:10] and hollow["x"] == [as_of[:10]], "what is published ends before the opening"
    *_, spreads, _ = traces(content, "sofr_iorb_bp")
    assert max(spreads["x"]) == as_of[:10], "a spread opens at the last that was published"
    assert "2.7 tn" in content


def test_what_is_named_published_was_published_and_the_opening_is_named_an_estimate(client: httpx.Client) -> None:
    """With reserves of 3.036 tn on 25 March, a run that opens lower is no rise from what was published."""
    for lang, named in (("en", "as estimated"), ("zh-Hans", "期初估计"), ("zh-Hant", "期初估計")):
        content = fetched(client, f"lang={lang}&{SHORT}&part=result")
        heading = re.search(r'<h2 data-swap="h-lab">(.*?)</h2>', content)
        says = dict(spec(content, "reserves_usd")["says"])  # type: ignore[call-overload]
        assert heading is not None and named in heading[1] and named in says["2026-04-01"]
        assert named not in says["2026-03-25"]


def test_notes_on_the_opening_sheet_name_what_they_are_about(client: httpx.Client) -> None:
    content = fetched(client, f"lang=zh-Hans&{SHORT}&part=result")
    notes = re.search(r'<ul class="finds">(.*?)</ul>', content, re.DOTALL)
    assert notes is not None
    assert '<b title="repos_outstanding">回购协议余额（周三时点）</b>' in notes[1]
    assert '<b title="money_fund_private_repo">货币市场基金对美联储以外的回购</b>' in notes[1]
    assert not re.search(r"[a-z]+_[a-z]+", re.sub(r"<[^>]+>", "", notes[1])), "an id stands only behind its name"


def test_the_days_that_can_be_replayed_come_with_a_result(client: httpx.Client) -> None:
    content = fetched(client, f"lang=en&{SHORT}&part=result")
    days = traces(content, "reserves_usd")[-3]["x"]
    assert f'data-first="{days[1]}" data-last="{days[-1]}"' in content
