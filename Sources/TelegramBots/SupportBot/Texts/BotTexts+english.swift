import HelpdeskModels

extension BotTexts {
    static func english(_ phrase: BotPhrase) -> String {
        switch phrase {
        case .welcome:
            """
            Hello! Here you get the specialists' answers to your tickets, and you can answer right here.

            Open the Customer Page in the program and scan the code, or send me the name of your taxi service.
            """
        case .confirmLink(let service): "Link this chat to “\(service)”? It will receive the answers to its tickets."
        case .linked(let service):
            "Done. This chat is linked to “\(service)”: the specialists' answers arrive here, and you can answer here."
        case .alreadyLinked(let service): "This chat is linked to “\(service)”. Write to the specialists, or see /help."
        case .codeUnusable:
            "This code does not work: it was used, has expired or is incomplete. Get a new one on the Customer Page."
        case .linkDeclined: "All right, nothing was linked."
        case .claimNoted:
            """
            Thank you. A colleague of yours now has to accept this chat on the Customer Page. Until then you may write: \
            I keep your messages and pass them on when you are accepted.
            """
        case .claimThrottled: "Too many names in a short time. Try again in an hour, or scan the code."
        case .pendingKept: "I keep this. It goes to the specialists when the chat is accepted on the Customer Page."
        case .pendingFull: "I cannot keep more messages before the chat is accepted. This one was not kept."
        case .linkEnded: "This chat is not linked any more and receives no answers. To link it again, see /start."
        case .notLinked: "This chat is not linked to a taxi service yet. See /start."
        case .unlinkQuestion(let service): "Unlink this chat from “\(service)”? Answers will not arrive here any more."
        case .unlinked: "The chat is unlinked. To link it again, see /start."
        case .unlinkCancelled: "All right, the chat stays linked."
        case .yes: "Yes"
        case .no: "No"
        case .added(let number, let subject): "Added to № \(number) “\(subject)”."
        case .reopened(let number, let subject): "Added to № \(number) “\(subject)”, which is open again."
        case .whichTicket: "Which ticket is it about?"
        case .newTicket: "➕ New ticket"
        case .chooseTopic: "What is it about?"
        case .describe: "Now write your message; photos and files may come with it."
        case .created(let number): "Your ticket is № \(number). The answer will arrive here."
        case .advice: "This helps to solve it sooner:"
        case .field(let label, let hint): hint.isEmpty ? "\(label)?" : "\(label)? \(hint)"
        case .fieldMalformed: "That does not look right. Please check it and send it again."
        case .noTickets: "There are no open tickets. /new begins one."
        case .ticketsTitle: "Unresolved tickets. To write to one, reply to a message of it."
        case .status(.new): "new"
        case .status(.open): "in progress"
        case .status(.waiting): "your turn"
        case .status(.resolved): "resolved"
        case .standing(let service, let open): "Linked to “\(service)”. Unresolved tickets: \(open)."
        case .standingPending: "The request to link this chat waits to be accepted on the Customer Page."
        case .help:
            """
            Just write: if one ticket is open, the message goes there; if several are, I ask which. Reply to a \
            message of mine to write to its ticket. Photos, files, albums and voice messages come along; edits, too.

            /tickets — unresolved tickets
            /new — a new ticket
            /status — what this chat is linked to
            /language — the language
            /unlink — no more answers here
            """
        case .chooseLanguage: "Which language?"
        case .languageChosen: "I speak English now."
        case .resolvedRate(let number, let subject): "№ \(number) “\(subject)” is resolved. How was our help?"
        case .rated: "Thank you for your rating."
        case .ticketGone: "This ticket does not exist any more. Choose another one:"
        case .ticketRefused:
            "The support desk did not accept the ticket. What you wrote is kept here: choose what it is about again."
        case .refused:
            "The support desk did not accept this, and nothing was passed on. Send it in another way, or write in the program."
        case .partRefused:
            "The support desk did not accept one of your messages. See the ticket, and write what is missing in another way."
        case .setAside:
            """
            Something went wrong with your last message. It is kept, but the specialists have not received it. Please \
            write it again in other words, or in the program.
            """
        case .stale: "This button is out of date."
        case .unsupported:
            "I can pass on texts, photos, videos, voice messages, files, locations and contacts. Please send it as one of these."
        case .tooManyHeld: "Please first choose where the messages before belong. This one was not kept."
        case .fileTooLargeIn(let name, let megabytes):
            """
            “\(name)” is larger than \(megabytes) MB, and Telegram does not let a bot fetch it. The ticket says so. \
            Please attach it in the program.
            """
        case .fileUnavailable(let name):
            "Telegram does not give “\(name)” to me. The ticket says so. Please send it again."
        case .noteTooLargeIn(let name, let megabytes):
            "[“\(name)” was sent in Telegram, but is larger than the \(megabytes) MB that a bot may fetch.]"
        case .noteUnavailable(let name): "[“\(name)” was sent in Telegram, but could not be fetched.]"
        case .fileTooLargeOut(let name):
            "“\(name)” is too large for Telegram. Open the ticket in the program to get it."
        case .fileNotCarried(let name):
            "“\(name)” cannot be sent in Telegram. Open the ticket in the program to get it."
        case .noteTooLargeOut(let name, let megabytes):
            "“\(name)” is larger than the \(megabytes) MB that a bot may send: the chats got a notice instead."
        case .revised: "The message in the ticket was changed, too."
        case .revisedLate: "It was already answered: the change went to the ticket as a further message."
        case .edited: "✏️ Edited:"
        case .editLost: "This change did not reach the specialists. Please write it as a new message."
        case .draftQuestion(let title): "In the terminal “\(title)” is being written. Attach this there?"
        case .draftYes: "Attach there"
        case .draftNo: "Send as a message"
        case .draftAdded(let title): "Attached to “\(title)”."
        case .draftGone: "It is not being written any more."
        case .draftWithoutWords:
            "Only the files went there. What you wrote beside them did not: write it in the program."
        case .draftWithoutFile(let name):
            "“\(name)” is missing there: Telegram did not give it to me. Attach it in the program."
        case .staffTicket(let service): "New ticket from “\(service)”"
        case .staffHint: "What you write here goes to the customer; /note TEXT stays inside, /resolve ends the ticket."
        case .staffAnonymous:
            """
            You write as the group. I need to know who answers: turn off “Remain anonymous” in your rights as an \
            administrator and send it again.
            """
        case .staffStranger(let id):
            """
            You are not among the specialists, so nothing was sent. An administrator of the desk can add you; \
            your number is \(id).
            """
        case .staffGone: "This ticket takes no message from you. Nothing was sent."
        case .staffUnknown(let number):
            "№ \(number): delivery unconfirmed. Telegram did not say whether an answer arrived. Send it again?"
        case .staffFailed(let number, let reason): "№ \(number): an answer could not be delivered: \(reason)"
        case .staffBlocked(let name): "\(name) has stopped the bot. Answers wait until it is started again."
        case .staffGap(let hours):
            "The bot had no connection for \(hours) hours. Telegram keeps messages for 24: some may be lost."
        case .staffConflict: "Another program fetches the messages of this bot. Some may be missing here."
        case .staffPoison: "A message could not be understood and was set aside; `cabdeskd doctor` tells more."
        case .staffNotPassedOn(let number):
            "№ \(number): something in this ticket did not reach everyone in Telegram. Open it in the program; the log says why."
        case .staffChangeLost: "Something that happened at the desk could not be passed on here. The log says what."
        case .staffNoTicket:
            "I do not know which ticket this belongs to, so nothing was sent. Reply to a message that shows the ticket's number."
        case .staffEditLost:
            "This change went nowhere: a note stays a note, and an answer an answer. Please write a new message."
        case .resend: "Send again"
        case .arrived: "Leave it"
        case .resent: "It is sent again."
        case .resendRefused: "Not sent: this chat is not linked to the ticket's service any more."
        case .settled: "Left as it is."
        case .staffResolved(let number, let name): "№ \(number) was resolved by \(name)."
        case .staffUrgent(let number, let subject, let name):
            "№ \(number) “\(subject)” is urgent: the service cannot take orders. \(name)"
        case .commandTickets: "Unresolved tickets"
        case .commandNew: "A new ticket"
        case .commandStatus: "What this chat is linked to"
        case .commandHelp: "How it works"
        case .commandLanguage: "The language"
        case .commandUnlink: "No more answers here"
        }
    }
}
