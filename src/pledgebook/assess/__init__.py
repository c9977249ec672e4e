"""Pledges and a Scenario become an Assessment."""

from pledgebook.assess.answer import assess as assess
from pledgebook.assess.condition_names import find_condition as find_condition
from pledgebook.assess.condition_names import names_offered as names_offered
from pledgebook.assess.decided import informed as informed
from pledgebook.assess.decided import tie_decision as tie_decision
from pledgebook.assess.decided import truth_decision as truth_decision
from pledgebook.assess.incidents import find_incidents as find_incidents
from pledgebook.assess.incidents import incident_decision as incident_decision
from pledgebook.assess.judge import judge as judge
from pledgebook.assess.judge import stance_on as stance_on
from pledgebook.assess.life import lives as lives
from pledgebook.assess.load import fitting_arrangement as fitting_arrangement
from pledgebook.assess.load import load_arrangement as load_arrangement
from pledgebook.assess.load import read_arrangement as read_arrangement
from pledgebook.assess.load import shipped_arrangements as shipped_arrangements
from pledgebook.assess.new_file import write_new_arrangement as write_new_arrangement
from pledgebook.assess.openpsa import open_psa as open_psa
from pledgebook.assess.plain_data import assessment_as_dict as assessment_as_dict
from pledgebook.assess.plain_data import life_as_dict as life_as_dict
from pledgebook.assess.reported import reported_facts as reported_facts
from pledgebook.assess.suppose import parse_supposition as parse_supposition
from pledgebook.assess.suppose import scenario_named as scenario_named
from pledgebook.assess.suppose import suppose as suppose
from pledgebook.assess.triggers import breach_facts as breach_facts
from pledgebook.assess.triggers import find_breaches as find_breaches
from pledgebook.assess.triggers import find_triggers as find_triggers
