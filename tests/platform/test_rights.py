"""Who may do what: the table, and the reach that follows from it."""

from dataclasses import replace
from uuid import uuid4

import pytest

from keukentafel.platform.accounts import rules
from keukentafel.platform.accounts.domain import PERMISSIONS, Act, ActNotPermitted, Actor, Relatie, Rol

pytestmark = pytest.mark.pure


def somebody(*rollen: Rol) -> Actor:
    return Actor(
        account_id=uuid4(),
        gemeente="9901",
        gemeentenaam="Lindewaard",
        naam="Iemand",
        rollen=frozenset(rollen),
        teams=frozenset({uuid4()}),
    )


def test_nobody_may_do_anything_by_default() -> None:
    for act in Act:
        assert rules.permitted_relations(somebody(), act) == frozenset()


def test_every_act_is_granted_to_somebody() -> None:
    assert set(PERMISSIONS) == set(Act)
    assert all(any(cells.values()) for cells in PERMISSIONS.values())


def test_roles_add_up() -> None:
    both = somebody(Rol.CONTACTMEDEWERKER, Rol.BACKOFFICE)
    assert rules.may_act(both, Act.CONTACT_REGISTREREN)
    assert rules.may_act(both, Act.DECLARATIE_BEOORDELEN)
    assert not rules.may_act(both, Act.DOSSIER_INZIEN)


def test_a_refusal_names_the_act_and_the_way_out() -> None:
    with pytest.raises(ActNotPermitted, match=r"besluit ondertekenen.*functioneel beheerder"):
        rules.check_act(somebody(Rol.CONSULENT), Act.BESLUIT_ONDERTEKENEN)


def test_a_consulent_reaches_own_and_team() -> None:
    actor = somebody(Rol.CONSULENT)
    scope = rules.scope_of(actor, Act.DOSSIER_INZIEN)
    assert (scope.everywhere, scope.own, scope.teams) == (False, True, actor.teams)


def test_the_back_office_reaches_every_message_but_no_file() -> None:
    actor = somebody(Rol.BACKOFFICE)
    assert rules.scope_of(actor, Act.BERICHTEN_INZIEN).everywhere
    with pytest.raises(ActNotPermitted):
        rules.scope_of(actor, Act.DOSSIER_INZIEN)


def test_the_own_file_travels_with_the_scope() -> None:
    actor = replace(somebody(Rol.CONSULENT), persoon_id=uuid4(), huishouden_id=uuid4())
    scope = rules.scope_of(actor, Act.DOSSIER_INZIEN)
    assert (scope.eigen_persoon, scope.eigen_huishouden) == (actor.persoon_id, actor.huishouden_id)


def test_no_single_role_both_prepares_and_signs_a_decision() -> None:
    for rol in Rol:
        prepares = PERMISSIONS[Act.BESLUIT_VOORBEREIDEN].get(rol)
        signs = PERMISSIONS[Act.BESLUIT_ONDERTEKENEN].get(rol)
        assert not (prepares and signs)


def test_steering_roles_open_no_file() -> None:
    for rol in (Rol.BELEIDSADVISEUR, Rol.RAADSLID, Rol.CONTROLLER, Rol.FUNCTIONEEL_BEHEERDER):
        assert Relatie.GEEN not in PERMISSIONS[Act.DOSSIER_INZIEN].get(rol, frozenset())
        assert not rules.may_act(somebody(rol), Act.DOSSIER_INZIEN)
