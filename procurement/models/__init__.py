"""Re-export what Django must find."""

from .budget import MunicipalityBudget as MunicipalityBudget
from .catalogue import ITEM_KIND as ITEM_KIND
from .catalogue import CatalogueItem as CatalogueItem
from .catalogue import Category as Category
from .catalogue import Certification as Certification
from .choices import ContractKind as ContractKind
from .choices import Network as Network
from .choices import PriceBand as PriceBand
from .supplier import Supplier as Supplier
from .version import ItemVersion as ItemVersion
from .version import PriceTier as PriceTier
from .version import Unchangeable as Unchangeable
