import HelpdeskCore
import HelpdeskModels

extension Strings {
    func english(_ phrase: Phrase) -> String {
        switch phrase {
        case .tabTickets: "Tickets"
        case .tabCreate: "Create Ticket"
        case .tabCustomerPage: "Customer Page"
        case .windowTooSmall(let columns, let rows):
            "This window is too small. Make it at least \(columns) columns wide and \(rows) rows high."
        case .helpTitle: "Keys"
        case .helpPlaceholder: "type to search"
        case .marksTitle: "Marks in the list"
        case .unreadMark: "has unread messages"
        case .filesMark: "has files"
        case .draftMark: "a reply was begun, not sent"
        case .ticketMark: "marked"
        case .urgentMark: "urgent"
        case .context(let context): englishContext(context)
        case .action(let action, let context): englishAction(action, in: context)
        case .syncStarting: "connecting…"
        case .syncSyncing: "syncing…"
        case .syncOnline: "online"
        case .syncOffline(let since): "offline since \(time(since))"
        case .syncSignedOut: "signed out"
        case .outboxCount(let count): "\(count) to send"
        case .failedCount(let count): "\(count) not sent"
        case .unreadCount(let count): count == 1 ? "1 unread ticket" : "\(count) unread tickets"
        case .changesSetAside(let count):
            "Something that the support desk sent cannot be read and was set aside (\(count)); everything else has arrived. If this goes on, update Cabdesk and tell the support desk."
        case .closedBanner(let hours, let bot):
            (bot.map { "Outage? @\($0) · " } ?? "") + "support opens at \(hours.opens) \(zone(hours))"
        case .themeChosen(let name): "Theme: \(name)"
        case .themeUnusable(let error): english(error)

        case .view(let view):
            switch view {
            case .waiting: "Waiting for you"
            case .open: "Open"
            case .resolved: "Resolved"
            case .unassigned: "Unassigned"
            case .waitingLongest: "Waiting longest"
            case .shift: "This shift"
            case .mine: "Mine"
            case .all: "All"
            }
        case .column(let column):
            switch column {
            case .mark: ""
            case .number: "№"
            case .service: "Service"
            case .topic: "Topic"
            case .subject: "Subject"
            case .status: "Status"
            case .assignee: "Specialist"
            case .waiting: "Waiting"
            case .created: "Created"
            case .activity: "When"
            case .resolved: "Resolved"
            }
        case .status(let status):
            switch status {
            case .new: "New"
            case .open: "In progress"
            case .waiting: "Your turn"
            case .resolved: "Resolved"
            }
        case .statusForStaff(let status):
            switch status {
            case .new, .resolved: self[.status(status)]
            case .open: "Our turn"
            case .waiting: "Their turn"
            }
        case .filterLabel: "Filter:"
        case .ticketCount(let count): count == 1 ? "1 ticket" : "\(count) tickets"
        case .hereAndOnDesk(let here, let desk, let isExact): "\(here) here · \(desk)\(isExact ? "" : "+") on the desk"
        case .loadingFromDesk: "Loading from the support desk…"
        case .loadedFromDesk(let count, let key):
            "Loaded from the support desk: \(self[.ticketCount(count)])." + (key.map { " \($0) loads more." } ?? "")
        case .nothingMoreOnDesk: "Everything that the support desk has with these words is here."
        case .searchNeedsWords: "Type words into the filter first: they are looked for on the support desk."
        case .searchNeedsConnection: "There is no connection to the support desk now; the list shows what is here."
        case .searchTooLong: "The filter is too long for a search on the support desk. Leave some words out."
        case .listLoading: "Loading…"
        case .listNothingFound: "Nothing matches. Change or clear the filter (Esc)."
        case .listNothingHere(let key):
            "Nothing here matches." + (key.map { " \($0) loads what the support desk has." } ?? "")
        case .listNotSyncedYet:
            "Nothing has been received from the support desk yet. It will appear as soon as there is a connection."
        case .listFilling: "Tickets are still being fetched from the support desk…"
        case .listEmpty(let key): "No tickets here." + (key.map { " Press \($0) to create one." } ?? "")

        case .ticketGone: "This ticket is no longer there. Press Esc to go back to the list."
        case .notNumberedYet: "No number yet"
        case .resolvedAt(let time): "resolved \(dateTime(time))"
        case .arrivedAbove(let count): "↑ \(count) new"
        case .unreadLine: "New"
        case .unreadBelow(let count): "↓ \(count) new"
        case .atWork(let name, let activity):
            switch activity {
            case .reading: "\(name) is reading"
            case .note: "\(name) is writing a note"
            case .writing: "\(name) is writing"
            }
        case .wroteMeanwhile(let names, let key):
            "\(names) wrote meanwhile. Read it, then " + (key.map { "press \($0) once more." } ?? "send once more.")
        case .internalNote: "internal note"
        case .event(let event): englishEvent(event)
        case .priority(let priority):
            switch priority {
            case .low: "Low"
            case .normal: "Normal"
            case .high: "High"
            case .urgent: "Urgent"
            }
        case .hasPriority(let priority):
            priority == .urgent ? "urgent" : "priority: \(self[.priority(priority)].lowercased())"
        case .waitingFor(let time): "waiting \(time)"
        case .transition(.resolved): "Resolve"
        case .transition(.reopened): "Reopen"
        case .transition(.assigned): "Assign"
        case .transition(.moved): "Move to another topic"
        case .transition(.prioritised): "Change the priority"
        case .transition(.merged): "Merge into another ticket"
        case .notSent: "Not sent"
        case .deliveryQueued: "Queued"
        case .deliverySending: "Sending"
        case .deliveryHeld(let seconds, let key):
            "Sends in \(seconds) s" + (key.map { "; \($0) takes it back" } ?? "")
        case .deliveryWaits(let key): "Sends when online" + (key.map { "; \($0) takes it back" } ?? "")
        case .whyTitle(let kind): kind == .reopened ? "Open again: why?" : "Mark as resolved: why?"
        case .whyHint: "Optional: goes as a reply; Enter alone sends no words."
        case .shiftBegun(let key):
            "Your shift begins: the view “This shift” shows what changes from now on."
                + (key.map { " Undo: \($0)." } ?? "")
        case .shiftTakenBack(let since): "Taken back: your shift counts from \(dateTime(since)) again."
        case .shiftGoneOn: "Another shift has begun meanwhile, in another window or after a long pause. It stays."
        case .answerExpected(let time): "answer ≈ \(time)"
        case .answerUsual(let span): "usually answered within \(span)"
        case .answerNotBefore(let time): "support is back at \(time)"
        case .statusSetMeanwhile:
            "Somebody else has set this status meanwhile. Your words are kept as a draft of a reply."
        case .transitionUndone: "Taken back."
        case .deliveryFailed(let error): "Not sent: \(self[.error(error)])"
        case .quotedLines(let count, let key):
            "> … \(count == 1 ? "1 quoted line" : "\(count) quoted lines")" + (key.map { " (\($0) shows them)" } ?? "")
        case .textCut: "… the rest of this message is too long to show here."
        case .replyTitle: "Your reply"
        case .noteTitle: "Internal note: customers never see it"
        case .replyPlaceholder: "Write your reply here"
        case .draftGone: "This draft is gone: it was sent or deleted in another window."
        case .notePlaceholder: "Write for your colleagues; the customer never sees it"
        case .replyQueued: "The reply is saved and on its way."
        case .noteQueued: "The note is saved and on its way to your colleagues."
        case .saveNote: "Save note"
        case .draftKept(let kind):
            switch kind {
            case .newTicket: "Your ticket is kept as a draft."
            case .reply: "Your reply is kept as a draft."
            case .note: "Your note is kept as a draft. Customers never see it."
            }
        case .draftJoined: "What you began earlier is above."
        case .isAmongDrafts: "Nothing is lost: it is in your drafts."
        case .draft(let kind, let ticket, let text):
            switch kind {
            case .newTicket: text
            case .reply: "Reply\(ticket.isEmpty ? "" : ", \(ticket)"): \(text)"
            case .note: "Internal note\(ticket.isEmpty ? "" : ", \(ticket)"): \(text)"
            }
        case .draftInTicket(let kind, let text, let key):
            (kind.isNote ? "Draft of an internal note" : "Draft of your reply") + ": \(text)"
                + (key.map { " (\($0) goes on)" } ?? "")
        case .draftUnsaved: "Your text is not saved, only in memory. Free some disk space before you quit."
        case .quitUnsaved: "What you wrote last could not be saved. Quit and lose it?"
        case .ticketResolved(let key):
            "The ticket is marked as resolved." + (key.map { " Press \($0) to rate the help." } ?? "")
        case .ticketReopened: "The ticket is open again."
        case .alreadyResolved: "This ticket is already resolved."
        case .notResolvedYet: "Only a resolved ticket can be reopened."
        case .resolvingNotOffered: "Here only the support desk can resolve tickets: ask for it in a reply."
        case .reopeningNotOffered: "Here only the support desk can reopen tickets; a reply opens it again."
        case .ratingsNotOffered: "This support desk has no ratings: its helpdesk does not keep them."
        case .noAttachments: "This ticket has no files."
        case .noFileToRemove: "No file is attached."

        case .chooseFile: "Which file to save?"
        case .attachTitle: "Attach a file"
        case .attachHint: "part of a name, or a path"
        case .saveTitle(let name): "Save \(name)"
        case .saveHint: "Folder to save into; Tab completes it"
        case .attaching(let name): "\(name): attaching…"
        case .attachingThenSending(let name): "\(name): attaching, then it is all sent…"
        case .sendingCalledOff(let key): "You kept writing, so it is not sent yet: press \(key) when it is ready."
        case .quitAmidAttaching: "A file is still being attached. Quit without it? The draft stays."
        case .fileAttached(let name): "Attached: \(name)"
        case .fileRemoved(let name): "Removed: \(name)"
        case .fileRemovalTitle: "Which file to remove?"
        case .sameFile(let name, let same):
            name == same
                ? "\(name) is already attached." : "\(name) is the same as \(same), which is already attached."
        case .savingAttachment(let name): "Saving \(name)…"
        case .attachmentSaved(let path): "Saved as \(path)"

        case .serviceLabel: "Service"
        case .servicePlaceholder: "Choose which service it is for (Enter)"
        case .serviceHint: "You are the author; everybody at the service can see and answer it."
        case .topicLabel: "Topic"
        case .topicPlaceholder: "Choose what it is about (Enter)"
        case .recommendationTitle: "What to try, and what to tell us"
        case .linesBelow(let count, let key): "\(count) more" + (key.map { " (\($0))" } ?? "")
        case .recommendationEmpty:
            "Choose a topic to see what may help at once, and what to tell us. If nothing fits, choose Other."
        case .textTitle: "Your request"
        case .textPlaceholder: "What happened, since when, for whom?"
        case .subjectLabel: "Subject"
        case .subjectPlaceholder: "the first line of the text"
        case .filesLabel: "Files"
        case .filesHint(let key): "none yet; \(key) attaches photos, videos, documents"
        case .similarTitle: "Similar:"
        case .saveButton: "Save"
        case .saveSends: "the ticket is sent at once"
        case .ticketQueued: "The ticket is saved and on its way."
        case .draftRestored: "Your unfinished ticket is back."

        case .accountTitle: "You"
        case .accountUser: "User"
        case .accountService: "Taxi service"
        case .accountDesk: "Support desk"
        case .role(let role):
            switch role {
            case .customer: "customer"
            case .agent: "specialist"
            case .admin: "administrator"
            }
        case .hoursTitle: "Office hours"
        case .hoursOpen(let until, let hours):
            "Open now, until \(hours.closes) \(zone(hours)) (\(time(until)) your time)"
        case .hoursClosed(let until, let hours):
            "Closed now, opens at \(hours.opens) \(zone(hours)) (\(time(until)) your time)"
        case .hoursExplained(let hours):
            "Every day from \(hours.opens) to \(hours.closes) \(zone(hours)) we handle all topics. At night, only outages of the program or the telephony: write to the alert bot. Everything else is handled from \(hours.opens)."
        case .supportBotTitle: "Support bot: answers in Telegram"
        case .supportBotIntro: "Get the specialists' answers in Telegram, and reply right there:"
        case .supportBotStep(let step):
            switch step {
            case .find(let bot):
                "Open Telegram and search for @\(bot.username)\(bot.isConnected ? ", or scan the code" : "")."
            case .start: "Press Start."
            case .nameService: "Send the name of your taxi service."
            case .done: "Done: answers arrive in the chat, and you can reply in the same chat."
            }
        case .alertBotTitle: "Alert bot: when nothing works"
        case .alertBotIntro(let hours):
            "For when the program or the telephony is unavailable"
                + (hours.map { ", also at night (\($0.closes) to \($0.opens) \(zone($0)))" } ?? "")
                + ". Connect it now, while everything works:"
        case .alertBotStep(let step):
            switch step {
            case .find(let bot):
                "Open Telegram and search for @\(bot.username)\(bot.isConnected ? ", or scan the code" : "")."
            case .start: "Press Start."
            case .write: "When it happens, write what is wrong and the name of your taxi service."
            case .wait: "We will tell you there when it is fixed."
            }
        case .botNotConnected: "This desk is not connected to Telegram, so the bot does not answer yet."
        case .botNotConnectedAdmin:
            "This desk is not connected to Telegram. Create the bot with @BotFather and enter its name in the configuration of cabdeskd."
        case .noBots: "This support desk has no bots in Telegram: answers arrive here."
        case .noBot: "This desk has no such bot."
        case .telegram(let phrase): english(phrase)

        case .plain(let text): text
        case .choicesPlaceholder: "type to find"
        case .choicesNothing: "Nothing matches."
        case .moveTitle: "Move to which topic?"
        case .assigneeTitle: "Who takes care of it?"
        case .priorityTitle: "Which priority?"
        case .mergeTitle: "Merge into which ticket?"
        case .figuresTitle: "Figures"
        case .urgentQuestion:
            "Mark this ticket as urgent? That is for when the service cannot take orders."
        case .notUrgentQuestion: "Remove the “urgent” mark?"
        case .mergeQuestion(let other):
            "Merge this ticket into \(other)? Its messages move there. This cannot be undone."
        case .nobody: "Nobody"
        case .shiftNoteTitle: "Note for the next shift"
        case .shiftNoteHint: "Only your own service reads this, not the vendor's specialists."
        case .shiftNotesTitle: "Notes for the shift"
        case .shiftNoteQueued: "The next shift will see the note."
        case .shiftNoteUnsent: "not sent yet"
        case .deleteShiftNote: "Delete note"
        case .deleteShiftNoteQuestion: "Delete this note for everybody in your service?"
        case .noShiftNotes: "There are no notes for the shift."
        case .shiftNotesNotOffered: "This support desk has no notes for the shift."
        case .onlyForServices: "Only the users of a taxi service have this."
        case .cannedRepliesTitle: "Canned replies"
        case .cannedReplyOwner(let isOwn): isOwn ? "mine" : "shared"
        case .cannedReplyUnsent: "not sent yet"
        case .deleteCannedReply: "Delete"
        case .deleteCannedReplyQuestion(let name, isOwn: true): "Delete your canned reply “\(name)”?"
        case .deleteCannedReplyQuestion(let name, isOwn: false):
            "Delete the canned reply “\(name)” for all specialists?"
        case .replaceCannedReplyQuestion(let name):
            "You already have a canned reply “\(name)”. Replace its text?"
        case .cannedReplyChangedQuestion(let name, isGone: true):
            "Somebody has deleted “\(name)” meanwhile. Save your text as a new canned reply?"
        case .cannedReplyChangedQuestion(let name, isGone: false):
            "Somebody has changed “\(name)” meanwhile. Save your text in its place?"
        case .cannedNameTaken(let name): "There is another canned reply “\(name)”. Choose another name."
        case .cannedEditKept: "Not saved. The changed text is there when you edit the reply again."
        case .cannedNameTitle: "Save as your own canned reply"
        case .cannedNamePlaceholder: "name"
        case .cannedNameHint: "Filled in on use: {customer} {ticket} {topic} {specialist} {service}"
        case .cannedReplyKept(let name): "Saved as the canned reply “\(name)”."
        case .cannedReplyDeleted: "The canned reply is deleted."
        case .noCannedReplies(let key):
            "There are no canned replies yet." + (key.map { " \($0) saves a text as one." } ?? "")
        case .noTextToKeep: "There is no text here to save yet."
        case .replyToMarked: "Reply to marked"
        case .severalReplyTitle(let count): "Reply to \(self[.ticketCount(count)])"
        case .severalReplyPlaceholder: "One reply for all of these customers"
        case .severalReplyHint: "Filled in for each: {customer} {ticket} {topic} {specialist} {service}"
        case .severalReplyKept: "The reply is not sent. Its text is kept."
        case .severalReplyQuestion(let count, let leftOut, let outside):
            "Send this reply to \(self[.ticketCount(count)])?"
                + (leftOut > 0 ? " Left out, because it cannot be sent there: \(leftOut)." : "")
                + englishOutside(outside)
        case .noneCanBeAnswered: "This reply can be sent to none of the marked tickets."
        case .repliesQueued(let count, let leftOut, let key):
            "Answered: \(self[.ticketCount(count)])." + (leftOut > 0 ? " Left out: \(leftOut)." : "")
                + (key.map { " Undo: \($0)." } ?? "")
        case .draftsTitle: "Drafts"
        case .untitledDraft: "(no text yet)"
        case .noDrafts: "There are no drafts."
        case .paletteTitle: "What do you want to do?"
        case .themeTitle: "Theme"
        case .questionTitle: "Question"
        case .forgottenAttachment: "Your text mentions an attachment, but no file is attached. Send it anyway?"
        case .pastedOffer(let extent, let key): "Pasted: \(self.extent(extent)). \(key) makes it a file."
        case .pastedQuestion(let extent):
            "Attach the pasted text (\(self.extent(extent))) as a file? No: it stays in the message."
        case .discardDraftQuestion: "Delete this draft, with its files?"
        case .discardFailedQuestion: "Discard what could not be sent? It cannot be brought back."
        case .ratingTitle: "How was our help?"
        case .ratingHint: "Press 1 (poor) to 5 (excellent), then Enter; Esc skips it."
        case .ratingComment: "a word, if you like"
        case .markedCount(let count): "\(count) marked"
        case .changeQuestion(let change, let count, let leftOut, let outside):
            englishQuestion(change, count, leftOut: leftOut) + englishOutside(outside)
        case .ticketsChanged(let change, let count, let leftOut, let key):
            englishDone(change, count, leftOut: leftOut, key: key)
        case .changesNothing(let count):
            count == 1
                ? "This is not possible for this ticket, or already done."
                : "This is not possible for any of the marked tickets."
        case .changeUndone(let count, let left):
            "Taken back for \(self[.ticketCount(count)])." + (left > 0 ? " Already sent: \(left)." : "")

        case .onlyCustomersRate: "Only the customer rates a ticket."
        case .rateWhenResolved: "A ticket can be rated once it is resolved."
        case .onlyForSpecialists: "Only specialists can do this."
        case .notOfferedHere: "This support desk does not offer this: its helpdesk is of another kind, or older."
        case .urgentBySpecialist: "The specialists marked it as urgent, and only they can undo that."
        case .sortedByWaiting: "This view always starts with the longest wait."
        case .notMerged: "This ticket was not merged into another one."
        case .wasMerged(let number, let key):
            "This ticket was merged into № \(number)." + (key.map { " \($0) opens it." } ?? "")
        case .nothingUnsent: "Everything here has been sent."
        case .nothingFailed: "Nothing in this ticket failed to send."
        case .nothingSimilar: "No similar ticket was found."
        case .nothingUnread: "Nothing is unread."
        case .alreadyLeft: "It is already sent and cannot be taken back."
        case .copied(let text): "Copied: \(text)"
        case .noNotifier:
            "Desktop notifications need the program notify-send, which is not installed (Debian, Ubuntu: libnotify-bin)."
        case .ratingQueued: "Thank you. Your rating is on its way."
        case .takenAlready: "This ticket is already yours."
        case .assignmentQueued: "The ticket is assigned."
        case .moveQueued: "The ticket is moved."
        case .priorityQueued: "The priority is changed."
        case .mergeQueued: "The tickets are merged."
        case .markedUnread: "Marked as unread."
        case .opened(let name): "Opened: \(name)"
        case .noViewer(let name):
            "There is no program to open \(name) with. Save it, or name a viewer in the configuration."
        case .notPreviewable(let name): "\(name) is not text. Open it, or save it."
        case .emptyFile(let name): "\(name) is an empty file: there is nothing to see."
        case .pictureLoading: "Opening the picture…"
        case .pictureFailed(.unreadable, let name):
            "\(name) cannot be shown here: it is damaged, or of an unknown kind."
        case .pictureFailed(.tooLarge, let name): "\(name) is too large to be shown here. Open it, or save it."
        case .pictureFailed(.noProgram, let name):
            "\(name): this terminal shows no pictures by itself. Install chafa to see them here, or save the file."
        case .editorFailed(let editor, hasSaved: false):
            "\(editor) did not run or ended with an error. Your text is unchanged."
        case .editorFailed(let editor, hasSaved: true): "\(editor) ended with an error. What it had saved is here."
        case .leavingVi:
            "This opens the editor vi. To write: i. To save and leave: Esc, then :wq and Enter. To leave without changes: Esc, then :q! and Enter.\nPress Enter now."
        case .notInRestrictedMode: "Not in restricted mode: here Cabdesk starts no other programs."
        case .noShell: "There is no shell to go back to: Cabdesk is the only program here."
        case .transferred(let progress): "\(progress.percent) %" + rate(progress, perSecond: "/s", left: " left")
        case .transferCancelled(let name): "Cancelled: \(name)"
        case .transfersTitle: "File transfers"
        case .noTransfers: "No file is being sent or received."
        case .nothingToRetry: "Only what failed can be tried again."
        case .profileTitle: "Which desk?"
        case .openingProfile(let name): "Opening the profile \(name)…"
        case .onlyOneProfile: "There is only one profile. Sign in to another desk with: cabdesk login --profile NAME"
        case .emptyFolder: "This folder is empty."
        case .folderUnreadable: "This folder does not exist or cannot be read."
        case .onlyHiddenFiles(let key): "Only hidden files here; \(key) shows them."
        case .nothingNamed(let text): "No name here has “\(text)” in it."
        case .notificationsTitle: "Notifications"
        case .bellState(let isOn): "Bell: \(isOn ? "on" : "off")"
        case .desktopState(let isOn): "Desktop notifications: \(isOn ? "on" : "off")"
        case .notificationTextState(let isShown): "Text of notifications: \(isShown ? "shown" : "hidden")"
        case .notification(let unread): unread == 1 ? "1 unread ticket" : "\(unread) unread tickets"

        case .erasedPerson: "erased person"
        case .erasedText: "The text was erased."

        case .error(let error): english(error)
        case .signInFailed(let error, let byCode): englishSignIn(error, byCode)
        case .rescued(let report): english(report)
        case .violation(let violation, let label): english(violation, label)
        case .unknownField: "Another field"
        case .terminal(let error): english(error)
        }
    }

    private func englishEvent(_ event: Event) -> String {
        let (author, detail) = (name(of: event.author), event.detail)
        return switch event.kind {
        case .created: "\(author) created the ticket"
        case .answered: "\(author) answered"
        case .resolved: "\(author) marked the ticket as resolved"
        case .reopened: "\(author) reopened the ticket"
        case .moved: "\(author) moved the ticket to \(detail ?? "another topic")"
        case .assigned:
            author == detail
                ? "\(author) took the ticket"
                : detail.map { "\(author) assigned the ticket to \($0)" } ?? "\(author) unassigned the ticket"
        case .prioritised:
            switch event.priority ?? .normal {
            case .urgent: "\(author) marked the ticket as urgent"
            case .normal: "\(author) set the priority back to normal"
            case .low, .high: "\(author) set the priority to \(self[.priority(event.priority ?? .normal)].lowercased())"
            }
        case .merged:
            event.into == event.ticket
                ? "\(author) merged № \(detail ?? "?") into this ticket"
                : "\(author) merged this ticket into № \(detail ?? "?")"
        }
    }

    private func english(_ violation: Violation, _ label: String?) -> String {
        let name =
            switch violation.field {
            case "service": "Service"
            case "topic": "Topic"
            case "text": "Text"
            case "subject": "Subject"
            case "attachments": "Files"
            case "assignee": self[.column(.assignee)]
            case "priority": "Priority"
            case "into": "The other ticket"
            default: label ?? self[.unknownField]
            }
        let limit = violation.limit.map(String.init) ?? "?"
        let again = violation.again.map(dateTime)
        return switch violation.code {
        case .empty where violation.field == "service": "First choose which service it is for."
        case .empty: violation.field == "topic" ? "Choose a topic first." : "\(name): please fill this in."
        case .tooLong: "\(name): too long, at most \(limit) characters."
        case .tooMany where violation.field == "priority":
            "Your service has already marked as many tickets as urgent as the support desk takes in a day (\(limit)).\(again.map { " It will be possible again at \($0)." } ?? "") If you cannot take orders now, write to the alert bot or call."
        case .tooMany: "\(name): too many, at most \(limit)."
        case .tooLarge: "\(name): too large, at most \(violation.limit.map(size) ?? limit)."
        case .malformed: "\(name): \(Self.englishForm(of: violation.field))"
        case .unknown: "\(name): the support desk does not have this. Please choose again."
        }
    }

    /// How a field is written, with an example.
    private static func englishForm(of field: String) -> String {
        switch field {
        case "subject": "one line only, for example: No sound on line 2."
        case "attachments": "a file name looks like report.pdf, without / or line breaks."
        case "text": "please take out what cannot be shown, for example U+0000."
        default: "check how it is written, for example 1042 for a number, +380 44 123 45 67 for a phone."
        }
    }
}
