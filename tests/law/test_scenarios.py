"""Every scenario comes to the verdict that the law asks for, from the article that it names."""

from collections import Counter

import pytest

from awards.criteria.findings import Finding, Result, Say
from awards.criteria.panel import Panel
from awards.criteria.titles import judge_title
from tests.law.dossiers import packed
from tests.law.scenes import scenes

pytestmark = pytest.mark.once
SCENES = scenes()
SAYS = {
    Result.ELIGIBLE: Say.MET,
    Result.NOT_ELIGIBLE: Say.NOT_MET,
    Result.MISSING_DATA: Say.MISSING,
    Result.NEEDS_PERSON: Say.PERSON,
    Result.HOLD: Say.HOLD,
}


def all_findings(finding: Finding) -> list[Finding]:
    return [finding, *(inner for part in finding.parts for inner in all_findings(part))]


@pytest.mark.parametrize("scene", SCENES, ids=[scene.name for scene in SCENES])
def test_the_verdict_is_the_one_of_the_law(scene):
    judgement = judge_title(scene.facts, scene.title, year=scene.year, on=scene.on, local=scene.local)
    said = [finding for finding in all_findings(judgement.finding) if not finding.is_advice]
    assert judgement.result == scene.result, [(finding.say, finding.text) for finding in said]
    assert scene.article in {finding.article for finding in said if finding.say == SAYS[scene.result]}
    assert any(scene.reason in finding.text for finding in said)


def test_the_panel_comes_to_the_same_verdicts():
    """Lists judge people by the hundred thousand; each has to fare as it would alone."""
    differing = []
    for scene in [scene for scene in SCENES if scene.facts.kind == "ca_nhan"]:
        alone = judge_title(scene.facts, scene.title, year=scene.year, on=scene.on, local=scene.local)
        panel = Panel([scene.title], year=scene.year, on=scene.on, local=scene.local)
        listed = panel.judge(packed(scene.facts))[scene.title]
        if (listed.result, listed.unset) != (alone.result, alone.unset):
            differing.append((scene.name, listed.result, alone.result))
    assert differing == []


def test_every_scenario_has_its_own_name():
    assert [name for name, times in Counter(scene.name for scene in SCENES).items() if times > 1] == []


def test_every_title_is_met_and_refused_by_some_scenario():
    found = {(scene.title, scene.facts.kind, scene.result) for scene in SCENES}
    codes = {(title, kind) for title, kind, _ in found}
    never_by_machine = {("TTUT", "ca_nhan"), ("TTND", "ca_nhan"), ("KNC_BYT", "ca_nhan")}
    flags = {("CO_TINH", "tap_the"), ("CO_CP", "tap_the")}
    assert len(codes) == 27
    for title, kind in codes - never_by_machine - flags:
        assert {Result.ELIGIBLE, Result.NOT_ELIGIBLE} <= {result for t, k, result in found if (t, k) == (title, kind)}
