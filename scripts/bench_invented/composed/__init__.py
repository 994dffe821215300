"""Papers of strangers: invented types on pages that are composed by hand, as such papers really look.

``TRIED`` were looked at in a first round of mending, ``KEPT`` not until a second one. What a type of tomorrow reaches
is told by the kept types of ``scripts/bench_invented/printed``.
"""

from .kept_journeys import DUNNING, FOLIO, RAIL
from .kept_money import ADS, DINER, STATEMENT
from .kept_offices import ENTRY, HOUSING, PASSPORT
from .kept_papers import ALQUILER, CAR, SECRET
from .tried_cover import LAB, POLICY, TENANCY
from .tried_goods import DELIVERY, MEAL
from .tried_orders import ORDER, POWER
from .tried_people import CHARITY, ENROL, SALARY

TRIED = (MEAL, DELIVERY, ORDER, POWER, ENROL, CHARITY, SALARY, POLICY, LAB, TENANCY)
KEPT = (DINER, STATEMENT, ADS, FOLIO, RAIL, DUNNING, HOUSING, ENTRY, PASSPORT, CAR, SECRET, ALQUILER)
