"""What people write in an assessment or at a conference: who reads each text, and where it stands."""

from cases.policy import Action
from cases.services.files import Text

A = Action
ASSESSMENT = "risk:assessment"
FACTS = (
    A.VIEW_POLICE_WORDS,
    A.VIEW_HEALTH_WORDS,
    A.VIEW_OUTREACH_WORDS,
    A.VIEW_ADVOCACY_WORDS,
    A.VIEW_PROBATION_WORDS,
)
OPINIONS = (
    A.VIEW_POLICE_OPINION,
    A.VIEW_HEALTH_OPINION,
    A.VIEW_OUTREACH_OPINION,
    A.VIEW_ADVOCACY_OPINION,
    A.VIEW_PROBATION_OPINION,
)
DECISIONS = (A.VIEW_DECISION, A.VIEW_VICTIM_DECISION)
FORMULATED = (A.VIEW_FORMULATION_WORDS, A.VIEW_VICTIM_FORMULATION_WORDS, A.VIEW_TYPOLOGY)
FORMULATION = "risk:formulation"
ROWS, AGENDA = (A.VIEW_MINUTE, A.VIEW_VICTIM_MINUTE), (A.VIEW_AGENDA,)
LEVEL, SIGNED, MINUTES = (A.VIEW_CONTRIBUTION_LEVEL,), (A.VIEW_SIGN_OFF,), ASSESSMENT

TEXTS = (
    Text("risk.Contribution", "gone_on_without", "Why the unit went on without", (A.VIEW_CONTRIBUTION,), ASSESSMENT),
    Text("risk.ContributionVersion", "known", "What a discipline knows", FACTS, ASSESSMENT),
    Text("risk.FactAnswer", "words", "What a discipline knows", FACTS, ASSESSMENT, via="version"),
    Text("risk.DraftSection", "words", "A draft of a contribution", (), ASSESSMENT, is_own=True),
    Text("risk.OpinionAnswer", "words", "What a discipline thinks", OPINIONS, ASSESSMENT, via="opinion"),
    Text("risk.ContributionOpinion", "thought", "What a discipline thinks", OPINIONS, ASSESSMENT),
    Text("risk.ContributionOpinion", "instrument_code", "An instrument", OPINIONS, ASSESSMENT),
    Text("risk.ContributionOpinion", "instrument_version", "The version of an instrument", OPINIONS, ASSESSMENT),
    Text("risk.ContributionOpinion", "instrument_result", "What an instrument came to", OPINIONS, ASSESSMENT),
    Text("risk.ContributionLevel", "summary", "Why a level was chosen", LEVEL, ASSESSMENT),
    Text("risk.SignOff", "comment", "What the second signer wrote", SIGNED, ASSESSMENT),
    Text("risk.FormulationWords", "text", "What the team understands", FORMULATED, FORMULATION),
    Text("risk.FormulationDraft", "words", "A draft of a formulation", (), FORMULATION, is_own=True),
    Text("risk.Attendance", "name", "Who attended", (A.VIEW_ATTENDANCE,), MINUTES),
    Text("risk.Decision", "text", "What was decided", DECISIONS, MINUTES),
    Text("risk.Decision", "rationale", "Why it was decided", DECISIONS, MINUTES),
    Text("risk.Decision", "struck_reason", "Why a decision was struck through", DECISIONS, MINUTES),
    Text("risk.DifferentView", "why", "A different view", (A.VIEW_DIFFERENT_VIEW,), MINUTES),
    Text("risk.DifferentView", "struck_reason", "Why a view was struck through", (A.VIEW_DIFFERENT_VIEW,), MINUTES),
    Text("risk.MinuteRow", "text", "A row of the minutes", ROWS, ASSESSMENT),
    Text("risk.MinuteRow", "struck_reason", "Why a row of the minutes was struck out", ROWS, ASSESSMENT),
    Text("risk.AgendaItem", "left_out_reason", "Why a case was left off an agenda", AGENDA, ASSESSMENT, via="case"),
    Text("risk.AttendanceException", "name", "Who was there for one case", AGENDA, ASSESSMENT, via="case"),
)
