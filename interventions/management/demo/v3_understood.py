"""What the team understands of the third story."""

AXES = {
    "violence": "low",
    "persistence": "high",
    "recurrence": "moderate",
    "psychosocial": "high",
    "imminence": "not_imminent",
}
UNDERSTOOD = {
    "police": {
        "why": {
            "presenting": "Sixty letters that speak of marriage, four false appointments, a wait at a school gate.",
            "predisposing": "Long alone; a belief of this kind once before, about a teacher.",
            "precipitating": "He was kind when her mother died.",
            "perpetuating": "Each refusal is read as a test. No treatment until now.",
            "protective": "She has hurt nobody. She takes medicine when somebody brings it.",
        },
        "repeat": {
            "repeat-nature": "Letters, calls and visits to the surgery.",
            "repeat-likelihood": "Certain while the belief is untreated.",
            "repeat-warning": "Several calls before opening time.\nAppointments under other names.",
            "repeat-monitoring": "The desk keeps a list and sends it each Friday.",
        },
        "twist": {
            "twist-nature": "Turns to whoever stands in the way: his partner, the desk, a nephew.",
            "twist-likelihood": "Possible.",
            "twist-warning": "Speaks of somebody who keeps them apart.",
            "twist-supervision": "Order that names the surgery’s staff.",
        },
        "escalation": {
            "escalation-nature": "Love turns to anger, and she comes to the surgery with something in her hand.",
            "escalation-severity": "Injury to him or to somebody at the desk.",
            "escalation-likelihood": "Unlikely now; likelier after a public refusal.",
            "escalation-warning": "Letters become accusing.\nStops eating or sleeping.",
        },
    },
    "health-supervisor": {
        "improvement": {
            "improvement-nature": "With treatment the belief fades and she stops by herself.",
            "improvement-likelihood": "Likely within months if she is treated.",
            "improvement-warning": "Asks about other things.\nTakes leave without coming near.",
            "improvement-treatment": "Medicine first, then talking; leave told to the police.",
        },
        "type": {"typology": "Seeking intimacy", "type-status": "Confirmed on the ward."},
    },
    "advocate": {
        "victim": {
            "strengths": "His practice stands behind him; he says plainly what he wants.",
            "needs": "Not to be the one who reads the letters. Something for his partner.",
        },
        "safety": {
            "safety-repeat": "The desk opens the post.",
            "safety-escalation": "Alarm at the desk; two at closing time.",
        },
    },
}
