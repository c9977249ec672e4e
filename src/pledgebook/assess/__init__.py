"""Pledges and a Scenario become an Assessment."""

from pledgebook.assess.judge import assess as assess
from pledgebook.assess.judge import stance_on as stance_on
from pledgebook.assess.load import load_arrangement as load_arrangement
from pledgebook.assess.load import read_arrangement as read_arrangement
from pledgebook.assess.load import shipped_arrangements as shipped_arrangements
from pledgebook.assess.openpsa import open_psa as open_psa
from pledgebook.assess.plain_data import assessment_as_dict as assessment_as_dict
from pledgebook.assess.suppose import parse_supposition as parse_supposition
from pledgebook.assess.suppose import scenario_named as scenario_named
from pledgebook.assess.suppose import suppose as suppose
