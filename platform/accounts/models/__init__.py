"""Who logs in here, by what, and how long."""

from accounts.models.connections import Answer as Answer
from accounts.models.connections import Connection as Connection
from accounts.models.people import Stranger as Stranger
from accounts.models.people import User as User
from accounts.models.proofs import RecoveryCode as RecoveryCode
from accounts.models.proofs import SecondFactor as SecondFactor
from accounts.models.sessions import LinkRequest as LinkRequest
from accounts.models.sessions import Session as Session
