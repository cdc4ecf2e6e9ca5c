"""What the team understands of the first story."""

AXES = {
    "violence": "high",
    "persistence": "high",
    "recurrence": "high",
    "psychosocial": "high",
    "imminence": "soon",
}
UNDERSTOOD = {
    "police": {
        "why": {
            "presenting": "Five weeks of messages, waiting at her work, a tracker in a child’s bag, a suicide threat. "
            "Police records and her phone.",
            "predisposing": "Jealousy and control in the relationship; debts he hid from her.",
            "precipitating": "She left on 10 January and told him that it was final.",
            "perpetuating": "Each answer about the children is read as hope. The family court keeps a door open.",
            "protective": "He keeps appointments when they are in writing. His brother talks to us.",
        },
        "repeat": {
            "repeat-nature": "More messages, waiting near her work and the school.",
            "repeat-severity": "Fear that keeps her from work; no injury.",
            "repeat-imminence": "Any day he is not in custody.",
            "repeat-frequency": "Several times a week.",
            "repeat-likelihood": "Very likely until an order is served.",
            "repeat-warning": "New numbers or accounts.\nHis car near the ring road.",
            "repeat-monitoring": "Camera hits each morning; the school rings at once.",
            "repeat-supervision": "Interim order; named officer.",
            "repeat-treatment": "None needed for this alone.",
        },
        "twist": {
            "twist-nature": "Through the children, her friends, or the court.",
            "twist-warning": "Asks her friends for her shifts.\nA new application to the family court.",
            "twist-likelihood": "Likely once he may not write to her.",
            "twist-monitoring": "Her solicitor tells us of each application.",
        },
    },
    "health": {
        "escalation": {
            "escalation-nature": "He comes to her home, with a weapon or to die in front of her.",
            "escalation-severity": "Could kill her, the children or himself.",
            "escalation-imminence": "Within days of a loss: a hearing, a sentence, news of somebody new.",
            "escalation-frequency": "Once.",
            "escalation-likelihood": "Cannot be ruled out; likelier if he goes quiet.",
            "escalation-warning": "Sudden silence.\nGives things away or settles debts.\nSays that it is too late.",
            "escalation-monitoring": "Weekly contact; the hostel rings at any hour.",
            "escalation-supervision": "Tag and zone if the court allows.",
            "escalation-treatment": "Safety plan for suicidal thoughts now; treatment after sentence.",
        },
        "improvement": {
            "improvement-nature": "He accepts that it is over and sees the children through others.",
            "improvement-warning": "Speaks of plans of his own.\nKeeps three appointments running.",
            "improvement-likelihood": "Possible with treatment and work; not soon.",
        },
        "type": {"typology": "Rejected", "type-status": "Confirmed; on interview and records."},
    },
    "advocate": {
        "victim": {
            "strengths": "Keeps everything he sends. Her ward and her sister stand by her.",
            "needs": "Sleep, childcare on late shifts, and one person who tells her first.",
        },
        "safety": {
            "safety-repeat": "Alarm tested weekly; colleagues walk her to her car.",
            "safety-twist": "Code word at the school; nothing about shifts on the telephone.",
            "safety-escalation": "Leave at once by the plan; police within minutes.",
            "safety-improvement": "The plan stays until she says otherwise.",
        },
    },
}
