"""The alert rules and the dashboard in `packaging/monitoring` are what Prometheus and Grafana take.

That the figures in them exist is shown by `MetricsTests` and `BotMetricsTests`.
"""

import json
import pathlib
import re
import shutil
import subprocess

import pytest
import yaml
from conftest import ROOT

FOLDER = ROOT / "packaging" / "monitoring"
RULES = FOLDER / "cabdesk-alerts.yml"
DURATION = re.compile(r"\d+[smhd]")


def expressions() -> list[str]:
    rules = [rule for group in yaml.safe_load(RULES.read_text())["groups"] for rule in group["rules"]]
    panels = json.loads((FOLDER / "cabdesk-dashboard.json").read_text())["panels"]
    return [rule["expr"] for rule in rules] + [target["expr"] for panel in panels for target in panel["targets"]]


def test_every_rule_says_what_happened_and_what_to_do():
    [group] = yaml.safe_load(RULES.read_text())["groups"]
    names = [rule["alert"] for rule in group["rules"]]
    assert len(names) > 8 and len(set(names)) == len(names)
    for rule in group["rules"]:
        assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}, rule
        assert re.fullmatch(r"Cabdesk[A-Za-z]+", rule["alert"])
        assert DURATION.fullmatch(rule.get("for", "1m"))
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert rule["annotations"]["summary"] and rule["annotations"]["description"]
        # A label that the expression groups away would be empty in the sentence.
        grouped = re.search(r"^(?:max|sum|histogram_quantile\(.*?sum) by \(([\w, ]+)\)", rule["expr"], re.DOTALL)
        for label in re.findall(r"\$labels\.(\w+)", rule["annotations"]["summary"]):
            assert not grouped or label in re.split(r", *", grouped[1]), rule["alert"]


def test_every_expression_is_whole():
    assert len(expressions()) > 30
    for expression in expressions():
        for left, right in ("()", "{}", "[]"):
            assert expression.count(left) == expression.count(right), expression
        assert expression.count('"') % 2 == 0
        for counter in re.findall(r"\w+_total\b(?:\{[^}]*\})?(?!\{)(.?)", expression):
            assert counter == "[", f"a counter without its rate: {expression}"
        assert all(DURATION.fullmatch(window) for window in re.findall(r"\[([^]]*)\]", expression))


needs_promtool = pytest.mark.skipif(
    not shutil.which("promtool"), reason="promtool of Debian's package prometheus is not installed")


@needs_promtool
def test_prometheus_itself_takes_the_rules():
    subprocess.run(["promtool", "check", "rules", str(RULES)], check=True, capture_output=True)


@needs_promtool
def test_the_rules_fire_when_they_should(tmp_path):
    cases = pathlib.Path(__file__).with_name("cabdesk-alerts.test.yml").read_text().replace("{rules}", str(RULES))
    (tmp_path / "cases.yml").write_text(cases)
    done = subprocess.run(["promtool", "test", "rules", str(tmp_path / "cases.yml")], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_panels_have_places_of_their_own():
    dashboard = json.loads((FOLDER / "cabdesk-dashboard.json").read_text())
    cells = set()
    for panel in dashboard["panels"]:
        place = panel["gridPos"]
        own = {(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])}
        assert not own & cells and all(x < 24 for x, _ in own), panel["title"]
        cells |= own
        assert panel["datasource"]["uid"] == "${datasource}"
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"])
