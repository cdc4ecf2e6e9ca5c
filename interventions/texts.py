"""What people write in plans, orders and support: who reads each text, and where it stands."""

from cases.policy import Action
from cases.services.files import Text

A = Action
PLAN, SUPPORT = "interventions:plan", "interventions:support"
ACTIONS = (A.VIEW_ACTION, A.VIEW_VICTIM_ACTION)
QUESTIONS = (A.VIEW_ORDER_QUESTION,)
HEARINGS, TOLD = (A.VIEW_HEARING, A.VIEW_VICTIM_HEARING), (A.VIEW_HEARING_TOLD,)
OUTCOMES, LESSONS, OVERVIEW = (A.VIEW_OUTCOME,), (A.VIEW_LESSON,), "cases:overview"
ORDERS, CONTACTS, EMERGENCY = (A.VIEW_ORDER,), (A.VIEW_SUPPORT_CONTACT,), (A.VIEW_EMERGENCY_USE,)
IN_WORDS = (A.VIEW_ORDER_WORDS,)
LOST, NEEDS, SUMMARIES = (A.VIEW_LOST_CONTACT,), (A.VIEW_NEED,), (A.VIEW_SUPPORT_SUMMARY,)
RELEASED = (A.VIEW_RELEASE_WORDS,)
MADE_WITH_HER = (A.VIEW_VICTIM_PLAN,)
DISCLOSED, REGISTER = (A.VIEW_DISCLOSURE, A.VIEW_VICTIM_DISCLOSURE), "interventions:disclosures"

TEXTS = (
    Text("interventions.StrandReason", "text", "Why a strand has no action", (A.VIEW_STRAND_REASON,), PLAN),
    Text("interventions.PlanAction", "text", "An action of the plan", ACTIONS, PLAN),
    Text("interventions.PlanAction", "outcome", "What came of an action", ACTIONS, PLAN),
    Text("interventions.PlanAction", "depends_on", "What an action waits for", ACTIONS, PLAN),
    Text("interventions.ActionChange", "words", "What was said when an action changed", ACTIONS, PLAN, via="action"),
    Text("interventions.PlanAction", "struck_reason", "Why an action was struck through", ACTIONS, PLAN),
    Text("interventions.Order", "court", "The court of an order", ORDERS, PLAN),
    Text("interventions.Order", "reference", "The reference of an order", ORDERS, PLAN),
    Text("interventions.Order", "struck_reason", "Why an order was struck through", ORDERS, PLAN),
    Text("interventions.OrderQuestion", "reason", "Why an order is sought or not", QUESTIONS, PLAN),
    Text("interventions.OrderQuestion", "struck_reason", "Why an answer was struck through", QUESTIONS, PLAN),
    Text("interventions.OrderCondition", "text", "A condition of an order", ORDERS, PLAN, via="order"),
    Text("interventions.ServiceAttempt", "words", "How an order was served", IN_WORDS, PLAN, via="order"),
    Text(
        "interventions.ServiceAttempt", "struck_reason", "Why service was struck through", IN_WORDS, PLAN, via="order"
    ),
    Text("interventions.OrderEnding", "reason", "What becomes of an order, and why", ORDERS, PLAN, via="order"),
    Text("interventions.OrderEnding", "struck_reason", "Why that was struck through", ORDERS, PLAN, via="order"),
    Text("interventions.Breach", "how", "How an order was broken", IN_WORDS, PLAN, via="order"),
    Text("interventions.Breach", "outcome_words", "What came of a breach", IN_WORDS, PLAN, via="order"),
    Text("interventions.Breach", "crime_reference", "A crime reference", ORDERS, PLAN, via="order"),
    Text("interventions.Breach", "struck_reason", "Why a breach was struck through", IN_WORDS, PLAN, via="order"),
    Text("interventions.Release", "reason", "Why a copy was not released", (A.VIEW_RELEASE_REASON,), PLAN),
    Text("interventions.Release", "struck_reason", "Why a release was struck through", RELEASED, PLAN),
    Text("interventions.ReleasedWords", "text", "Words for a copy of an order", RELEASED, PLAN, via="release"),
    Text("interventions.Hearing", "court", "The court of a hearing", HEARINGS, PLAN),
    Text("interventions.Hearing", "about", "What a hearing is about", HEARINGS, PLAN),
    Text("interventions.Hearing", "attends", "Who attends a hearing", HEARINGS, PLAN),
    Text("interventions.Hearing", "outcome", "What came of a hearing", HEARINGS, PLAN),
    Text("interventions.Hearing", "struck_reason", "Why a hearing was struck through", HEARINGS, PLAN),
    Text("interventions.HearingTold", "struck_reason", "Why an answer was struck through", TOLD, PLAN),
    Text("interventions.Disclosure", "what", "What was given or told outside the team", DISCLOSED, REGISTER),
    Text("interventions.Disclosure", "recipient", "Who was told outside the team", DISCLOSED, REGISTER),
    Text("interventions.Disclosure", "why", "Why something was given or told", DISCLOSED, REGISTER),
    Text("interventions.Disclosure", "struck_reason", "Why an entry was struck through", DISCLOSED, REGISTER),
    Text("interventions.Outcome", "struck_reason", "Why an outcome was struck through", OUTCOMES, OVERVIEW),
    Text("interventions.Lesson", "sentence", "What others may learn", LESSONS, OVERVIEW),
    Text("interventions.Lesson", "struck_reason", "Why a lesson was struck through", LESSONS, OVERVIEW),
    Text("interventions.SupportContact", "victims_words", "What the victim said", CONTACTS, SUPPORT),
    Text("interventions.SupportContact", "notes", "Notes on a contact", CONTACTS, SUPPORT),
    Text("interventions.SupportContact", "outside_reason", "Why a contact was outside the rule", CONTACTS, SUPPORT),
    Text("interventions.SupportContact", "struck_reason", "Why a contact was struck through", CONTACTS, SUPPORT),
    Text("interventions.LostContact", "known", "What is known of a silence", LOST, SUPPORT),
    Text("interventions.LostContact", "done", "What was done about a silence", LOST, SUPPORT),
    Text("interventions.LostContact", "struck_reason", "Why an answer was struck through", LOST, SUPPORT),
    Text("interventions.VictimPlan", "pocket", "A pocket version of a safety plan", MADE_WITH_HER, SUPPORT),
    Text("interventions.VictimPlan", "pocket_given", "How a pocket version is kept", MADE_WITH_HER, SUPPORT),
    Text("interventions.VictimPlan", "struck_reason", "Why a plan was struck through", MADE_WITH_HER, SUPPORT),
    Text("interventions.VictimPlanPart", "text", "A part of a victim’s plan", MADE_WITH_HER, SUPPORT, via="plan"),
    Text("interventions.Need", "text", "What the victim needs", NEEDS, SUPPORT),
    Text("interventions.Need", "agreed", "What was agreed about a need", NEEDS, SUPPORT),
    Text("interventions.Need", "who", "Who sees to a need", NEEDS, SUPPORT),
    Text("interventions.Need", "struck_reason", "Why a need was struck through", NEEDS, SUPPORT),
    Text("interventions.SupportSummary", "text", "What the advocate tells a conference", SUMMARIES, SUPPORT),
    Text("interventions.SupportSummary", "struck_reason", "Why a summary was struck through", SUMMARIES, SUPPORT),
    Text("interventions.EmergencyUse", "reason", "Why the emergency route was used", EMERGENCY, SUPPORT),
    Text("interventions.EmergencyUse", "struck_reason", "Why a use was struck through", EMERGENCY, SUPPORT),
)
