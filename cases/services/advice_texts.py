"""What the unit says about each behaviour as it starts: for officers and others who keep the case with our advice.

In our own words. Each text stands alone, since several are put together for one referral; `other` is the beginning of
every piece of advice.
"""

from collections.abc import Mapping

SEED: Mapping[str, str] = {
    "other": (
        "Treat this as one course of conduct, not as single acts. Put every report under one investigation and one "
        "officer, and ask what came before the first. Ask about fixation, obsession, unwanted contact and repetition, "
        "and record the answers. Consider a stalking protection order now and write down why or why not. Agree one "
        "person whom the victim can reach, and refer her or him to an independent stalking advocate. The victim keeps "
        "everything, answers nothing, and reports each further act, however small."
    ),
    "following": (
        "Following: ask for dates, times and routes, and look for cameras and number plate readers on them before the "
        "recordings are overwritten. Ask how the suspect may know the route, and have phone, car and bags checked for "
        "trackers. The victim varies times and ways, goes to lit places with people, and calls 999 when followed."
    ),
    "watching": (
        "Watching: secure doorbell and street camera recordings at once, and ask neighbours and colleagues what they "
        "saw. Put a marker on home and work so that a call is answered as stalking. Note where the suspect stood and "
        "what can be seen from there."
    ),
    "loitering": (
        "Waiting about: write down each place and time; a pattern shows what the suspect knows of the victim’s day. "
        "Tell reception and security at those places what to do and whom to ring. Consider conditions that keep the "
        "suspect out of an area, drawn so that they do not give the address away."
    ),
    "approach": (
        "Approaching in person: this is a step up from a distance. Ask what was said, how near, how it ended, and "
        "whether anything was carried. Review the risk today. Agree with the victim where to go and whom to call if it "
        "happens again."
    ),
    "unwanted-contact": (
        "Messages and calls: the victim does not answer and does not block before the evidence is kept: whole screens "
        "with number, date and time, and an export where the app makes one. One clear message that contact is "
        "unwanted is enough, from police rather than from the victim. Ask for billing and account records early."
    ),
    "gifts-letters": (
        "Gifts and letters: keep them in paper, handled little, with the envelope, and note when and how they came. "
        "They often hold claims about a relationship that does not exist; have somebody read them for threats, plans, "
        "leave-taking and places."
    ),
    "threat-kill-harm": (
        "Threats to kill or harm: take the words down exactly and treat them as meant. Today: a supervisor’s review, "
        "the duty to warn considered and recorded, markers, safety measures at home and work, and an arrest decision. "
        "Ask about weapons, means, and what the suspect has to lose."
    ),
    "threat-sexual": (
        "Sexual threats: take the words down exactly, consider the sexual offences beside stalking, and offer a "
        "specialist officer and an independent sexual violence adviser. Review the risk today."
    ),
    "suicide-threat": (
        "Threats of suicide: a danger to the victim as well as to the suspect. Ask for a welfare check by police or "
        "mental health services, never by the victim. The victim does not have to answer and is not to blame."
    ),
    "property-damage": (
        "Damage: record it as part of the stalking, not as a crime by itself. Photographs, forensic work and cameras "
        "first, repairs after. Look at locks, lights, windows and cars."
    ),
    "entry": (
        "Getting in: treat as urgent. Find out how, change locks and codes, look for devices and for what is missing, "
        "and decide about somewhere else to sleep tonight. Ask who has keys and who has had them."
    ),
    "theft": (
        "Theft: ask what it would mean to somebody fixated; small personal things matter more than dear ones. Record "
        "as part of the stalking. Change what a stolen thing opens: keys, phones, papers."
    ),
    "vehicle-tampering": (
        "Tampering with a car: have it looked over before it is driven, and searched for trackers. Park in sight of "
        "cameras, and change the place."
    ),
    "assault": (
        "Assault: medical care and photographs first, then arrest. The risk has changed; review it today, and think "
        "of bail conditions and an order before release."
    ),
    "sexual-assault": (
        "Sexual assault: offer a specialist officer and a sexual assault referral centre, and say that the choice is "
        "the victim’s. Keep clothing and messages. Review the risk today."
    ),
    "strangulation": (
        "Strangulation: see a doctor even when nothing shows, and say that it was strangulation. It is a crime by "
        "itself and a strong warning. Same-day review, arrest decision, safety plan."
    ),
    "pet-harm": (
        "Harm to a pet: a warning of what may follow. Ask a vet for a statement; animals are part of the safety plan."
    ),
    "third-party-contact": (
        "Contact with family, work or friends: tell them, with the victim’s agreement, to say nothing, keep everything "
        "and report it. Take statements from them; their accounts are evidence of the course of conduct. Ask what each "
        "of them may have told without meaning to."
    ),
    "proxy": (
        "Getting others to act: find out who asks for whom, and whether they know. Tell them plainly what they are "
        "part of. Word conditions so that indirect contact is covered."
    ),
    "false-reports": (
        "False reports and claims: look for who complained first and who is afraid. Put the complaints together, tell "
        "the bodies that receive them, and do not treat the victim as a suspect on their word alone."
    ),
    "impersonation": (
        "Pretending to be someone: report the account to the platform after it has been recorded, with its address and "
        "date. Tell bank, employer and school of the risk of calls in the victim’s name, and agree a code word."
    ),
    "publishing": (
        "Publishing: record pages with address and date before asking for removal. Search for more under the victim’s "
        "name and number. Consider the communications offences beside stalking."
    ),
    "image-abuse": (
        "Images: sharing and threatening to share are crimes, whoever made the image. Keep the evidence, use the "
        "platforms’ removal services for intimate images, and do not ask the victim to look for more."
    ),
    "hacking": (
        "Accounts and devices: from a device the suspect has never touched, change passwords, sign out everywhere, "
        "check recovery addresses and turn on two-step sign-in. Keep sign-in lists as evidence first. Consider the "
        "computer misuse offences."
    ),
    "spyware": (
        "Spyware: do not clean the device before it has been examined, and plan before removing anything, since the "
        "suspect will notice. The victim uses another, safe device to speak to us. Ask who set the phone up."
    ),
    "tracking": (
        "Tracking: leave a device that is found in place until police have recorded it, unless there is danger now. "
        "Search car, bags, children’s things and shared accounts. Think before disabling it: the suspect will notice."
    ),
    "smart-home": (
        "Devices at home: list what is connected and whose account owns it. Keep the logs, then take ownership or "
        "reset, cameras and locks first. Change the router’s password last, when a plan is ready."
    ),
    "dating-app": (
        "False dating profiles: the danger is strangers at the door. Record the profile, report it, tell local "
        "officers, put a marker on the address, and tell the victim not to open to anyone unknown."
    ),
    "drone": (
        "Drone: note times, direction and what it could see; look for the pilot within sight. Closed curtains, covered "
        "gardens, cameras. Aviation rules give powers beside stalking."
    ),
    "breach": (
        "Breaking an order or bail condition: arrest where the power is there, and record a new stalking crime beside "
        "the breach. Never deal with it alone: it belongs to the course of conduct and raises the risk."
    ),
    "research": (
        "Finding out about the victim: check who has looked at records in services that hold the address. Take the "
        "address out of open registers: voting, company, vehicle and property. Ask friends what they show online."
    ),
    "moving-closer": (
        "Moving closer: ask what the move gives the suspect, and whether there is any other reason for it. Review the "
        "risk, the area of any order and the victim’s routes."
    ),
    "through-children": (
        "Through children or courts: tell the family court and children’s services of the stalking, ask for hand-over "
        "by somebody else, and read applications for their number and timing. Speak with school or nursery about who "
        "may collect."
    ),
    "payments": (
        "Small payments with messages: keep statements with the words shown, and ask the bank to stop the sender and "
        "to keep its records. They count as contact."
    ),
}
