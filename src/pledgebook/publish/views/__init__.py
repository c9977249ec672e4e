"""What each page shows, as plain frozen data, so that page, terminal and file show the same numbers."""

from pledgebook.publish.views.finding import FindingGroup as FindingGroup
from pledgebook.publish.views.finding import FindingView as FindingView
from pledgebook.publish.views.finding import finding_groups as finding_groups
from pledgebook.publish.views.finding import finding_view as finding_view
from pledgebook.publish.views.overview import Overview as Overview
from pledgebook.publish.views.overview import matrix as matrix
from pledgebook.publish.views.overview import overview as overview
from pledgebook.publish.views.pledge import ClaimView as ClaimView
from pledgebook.publish.views.pledge import PledgePage as PledgePage
from pledgebook.publish.views.pledge import pledge_page as pledge_page
from pledgebook.publish.views.report import ReportPage as ReportPage
from pledgebook.publish.views.report import report_page as report_page
from pledgebook.publish.views.shelf import Shelf as Shelf
from pledgebook.publish.views.shelf import shelve as shelve
from pledgebook.publish.views.totals import CountedRow as CountedRow
from pledgebook.publish.views.totals import RemovedRow as RemovedRow
from pledgebook.publish.views.totals import TotalRow as TotalRow
from pledgebook.publish.views.totals import TotalsView as TotalsView
from pledgebook.publish.views.totals import actors_in as actors_in
from pledgebook.publish.views.totals import totals_view as totals_view
