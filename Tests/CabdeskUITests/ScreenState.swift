import CabdeskUI
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport

/// Every state of the screen that has a recording.
enum ScreenState: String, CaseIterable, Sendable {
    // Tickets
    case list
    case listSorted = "list-sorted"
    case listSearched = "list-searched"
    case listDeskSearch = "list-desk-search"
    case listLoadedFromDesk = "list-loaded-from-desk"
    case listNothingFound = "list-nothing-found"
    case listEmpty = "list-empty"
    case listFirstStart = "list-first-start"
    case listFilling = "list-filling"
    case listOfSpecialist = "list-of-specialist"
    case listViews = "list-views"
    case listShiftNote = "list-shift-note"
    case shiftNote = "shift-note"
    case shiftNotes = "shift-notes"
    case listMarked = "list-marked"
    case changeQuestion = "change-question"
    case listChanged = "list-changed"
    case severalReply = "several-reply"
    case severalReplyQuestion = "several-reply-question"
    case listUrgent = "list-urgent"
    case besideList = "ticket-beside-list"
    case ticket
    case ticketQuotes = "ticket-quotes"
    case ticketUnsent = "ticket-unsent"
    case ticketUnsentOffline = "ticket-unsent-offline"
    case ticketLongFields = "ticket-long-fields"
    case ticketWaiting = "ticket-waiting"
    case ticketUploading = "ticket-uploading"
    case ticketRated = "ticket-rated"
    case ticketOfSpecialist = "ticket-of-specialist"
    case ticketMerged = "ticket-merged"
    case ticketGone = "ticket-gone"
    case reply
    case note
    case ticketOthers = "ticket-others"
    case replyHeldBack = "reply-held-back"
    case cannedReplies = "canned-replies"
    case cannedName = "canned-name"
    case cannedText = "canned-text"
    case rating
    case why
    case assignee
    case move
    case priority
    case urgentQuestion = "urgent-question"
    case merge
    case mergeQuestion = "merge-question"
    case files
    case saveFile = "save-file"
    case preview
    case previewPicture = "preview-picture"
    case pastedOffer = "pasted-offer"
    case pastedQuestion = "pasted-question"
    // Create Ticket
    case createEmpty = "create-empty"
    case createTopics = "create-topics"
    case createFound = "create-topics-found"
    case createFilled = "create-filled"
    case createWrong = "create-wrong"
    case createSelection = "create-selection"
    case createForService = "create-for-service"
    case createServices = "create-services"
    case browser
    case browserEmpty = "browser-empty"
    case drafts
    case forgottenAttachment = "forgotten-attachment"
    case customerPage = "customer-page"
    case customerPageEnd = "customer-page-end"
    // Everywhere
    case figures
    case transfers
    case palette
    case help
    case helpEnd = "help-end"
    case themes
    case profiles
    case discardQuestion = "discard-question"
    case nightOffline = "night-offline"
    case signedOut = "signed-out"

    func state(_ size: Size, _ language: Language) -> AppState {
        var state = UIFixture.state(size: size, language: language)
        bring(&state)
        return state
    }

    private func bring(_ state: inout AppState) {
        switch self {
        case .list, .listSorted, .listSearched, .listDeskSearch, .listLoadedFromDesk, .listNothingFound, .listEmpty,
            .listFirstStart, .listFilling,
            .listOfSpecialist, .listViews, .listMarked, .changeQuestion, .listChanged, .listUrgent, .besideList,
            .listShiftNote, .shiftNote, .shiftNotes, .severalReply, .severalReplyQuestion:
            bringList(&state)
        case .ticket, .ticketQuotes, .ticketUnsent, .ticketUnsentOffline, .ticketLongFields, .ticketWaiting,
            .ticketUploading, .ticketRated, .ticketOfSpecialist, .ticketMerged,
            .ticketGone, .reply, .note, .ticketOthers, .replyHeldBack, .rating, .why,
            .assignee, .move, .priority, .urgentQuestion, .merge, .mergeQuestion,
            .files, .saveFile, .preview, .previewPicture, .pastedOffer, .pastedQuestion, .discardQuestion,
            .cannedReplies, .cannedName, .cannedText:
            bringTicket(&state)
        case .createEmpty, .createTopics, .createFound, .createFilled, .createWrong, .createSelection,
            .createForService, .createServices, .browser,
            .browserEmpty, .drafts, .forgottenAttachment:
            bringForm(&state)
        case .customerPage, .customerPageEnd, .figures, .transfers, .palette, .help, .helpEnd, .themes, .profiles,
            .nightOffline,
            .signedOut:
            bringFrame(&state)
        }
    }
}

extension ScreenState {
    private func bringList(_ state: inout AppState) {
        switch self {
        case .listSorted: state.press(.character("o"), .character("o"), .character("O"))
        case .listSearched:
            state.press(.character("/"))
            state.type("звіт")
            var row = SampleDesk.rows[1]
            row.hit = "Добрий день! Звіт «Каса за місяць» за лютий"
            answer(&state, [row])
        case .listDeskSearch, .listLoadedFromDesk:
            state.desk.desk?.searchLength = SearchPage.queryLength
            state.press(.character("/"))
            state.type("звіт")
            let page = SearchPage(items: [], next: nil, total: 340, isTotalExact: true, isComplete: true)
            _ = state.update(.countedOnDesk("звіт", page))
            answer(&state, [SampleDesk.rows[1]])
            guard self == .listLoadedFromDesk else { break }
            state.press(.enter, .character("S"))
            answer(&state, Array(SampleDesk.rows.prefix(3)))
            _ = state.update(.loadedFromDesk("звіт", FetchedTickets(count: 2, next: "7")))
        case .listNothingFound:
            state.press(.character("/"))
            state.type("xyz")
            answer(&state, [])
        case .listEmpty:
            state.press(.character("v"), .character("v"))
            answer(&state, [])
        case .listFirstStart:
            state.show(FirstScreen(snapshot: DeskSnapshot(), ids: [], rows: [], counts: TicketCounts()))
            _ = state.update(.syncStatusChanged(SyncStatus(phase: .syncing)))
        case .listFilling:
            var snapshot = SampleDesk.snapshot
            snapshot.isFilling = true
            state.show(FirstScreen(snapshot: snapshot, ids: [], rows: [], counts: TicketCounts()))
            _ = state.update(.syncStatusChanged(SyncStatus(phase: .syncing)))
        case .listShiftNote: state.haveShiftNotes()
        case .shiftNote:
            state.press(.character("w"))
            state.type("Машина 12 у ремонті.\nКлієнт Іваненко передзвонить о 9:00.")
        case .shiftNotes:
            state.haveShiftNotes()
            state.press(.character("W"))
        case .listOfSpecialist: state.beSpecialist()
        case .listViews:
            // In the middle of them.
            state.beSpecialist()
            for _ in 0..<4 { state.press(.character("v")) }
            answer(&state, SampleDesk.rows.filter { $0.status != .resolved })
        case .listMarked, .changeQuestion, .listChanged:
            state.beSpecialist()
            let ids = SampleDesk.rows.map(\.id)
            state.press(.character(" "), .character(" "), .down, .character(" "))
            if self == .listMarked { return }
            state.press(.character("x"))
            _ = state.update(.changeableFound(.resolve, [ids[0], ids[1], ids[3]], possible: 2))
            if self == .changeQuestion { return }
            state.press(.enter)
            let queued = QueuedChange(tickets: Array(ids[..<2]), events: [SampleDesk.id(91), SampleDesk.id(92)])
            _ = state.update(.ticketsChanged(.resolve, queued, of: 3))
        case .severalReply, .severalReplyQuestion:
            state.haveCannedReplies()
            let ids = SampleDesk.rows.map(\.id)
            state.press(.character(" "), .character(" "), .character(" "), .character("r"))
            state.press(.alt("c"), .enter)
            if self == .severalReply { return }
            _ = state.update(.listLoaded(state.tickets.query, Array(ids.dropFirst()), SampleDesk.counts))
            state.press(.control("s"))
            _ = state.update(.answerableFound(Array(ids[..<3]), possible: 2))
        case .listUrgent:
            state.beSpecialist()
            _ = state.update(.listLoaded(state.tickets.query, SampleScreens.triage.map(\.id), SampleDesk.counts))
            _ = state.update(.rowsLoaded(SampleScreens.triage))
        case .besideList:
            state.press(.down)
            _ = state.update(.conversationLoaded(SampleDesk.rows[1].id, SampleDesk.conversation))
        default: break
        }
    }

    private func answer(_ state: inout AppState, _ rows: [TicketRow]) {
        _ = state.update(.listLoaded(state.tickets.query, rows.map(\.id), SampleDesk.counts))
        _ = state.update(.rowsLoaded(rows))
    }

    private func bringTicket(_ state: inout AppState) {
        if [.ticketOfSpecialist, .note, .assignee, .move, .priority, .merge, .mergeQuestion].contains(self) {
            state.beSpecialist()
        }
        if [.cannedReplies, .cannedName, .cannedText].contains(self) { state.haveCannedReplies() }
        state.openSampleTicket()
        let id = SampleDesk.rows[1].id
        switch self {
        case .ticketQuotes: _ = state.update(.conversationLoaded(id, SampleScreens.quotes))
        case .ticketUnsent: _ = state.update(.conversationLoaded(id, SampleScreens.unsent))
        case .ticketUnsentOffline:
            _ = state.update(.conversationLoaded(id, SampleScreens.unsent))
            let offline = SyncStatus(
                phase: .offline(since: SampleDesk.now, HelpdeskError(.unreachable)), outboxCount: 2)
            _ = state.update(.syncStatusChanged(offline))
        case .ticketLongFields:
            _ = state.update(.conversationLoaded(id, SampleScreens.longFields))
            state.press(.home)
        case .ticketWaiting: _ = state.update(.conversationLoaded(id, SampleScreens.waiting))
        case .why:
            state.press(.character("x"))
            state.type("Уже друкує, дякуємо")
        case .ticketUploading:
            _ = state.update(.conversationLoaded(id, SampleScreens.unsent))
            _ = state.update(.syncStatusChanged(SampleScreens.uploading))
        case .ticketRated: _ = state.update(.conversationLoaded(id, SampleScreens.rated))
        case .ticketOfSpecialist: _ = state.update(.conversationLoaded(id, SampleScreens.withNote))
        case .ticketMerged: _ = state.update(.conversationLoaded(id, SampleScreens.merged))
        case .ticketGone: _ = state.update(.conversationLoaded(id, nil))
        case .reply:
            state.press(.character("r"))
            state.type("Дякуємо, все гаразд.")
        case .note:
            state.press(.character("i"))
            state.type("Перевірити повернення 28.02")
        case .ticketOthers:
            state.havePresence()
            _ = state.update(.presenceLoaded(id, SampleScreens.others))
        case .replyHeldBack:
            _ = state.update(.conversationLoaded(id, SampleScreens.long(answered: false)))
            state.press(.character("r"))
            state.type("Дякуємо, все гаразд.")
            state.press(.pageUp)
            _ = state.update(.conversationLoaded(id, SampleScreens.long(answered: true)))
            state.press(.control("s"))
        case .cannedReplies:
            state.press(.character("r"))
            state.type("Доброго дня!\n")
            state.press(.alt("c"))
        case .cannedText:
            state.press(.character("r"), .alt("c"), .alt("e"))
            state.press(.end)
            state.type("\n{specialist}")
        case .cannedName:
            state.press(.character("r"))
            state.type("Перезавантажте, будь ласка, програму.")
            state.press(.alt("k"))
            state.type("Перезавантаження")
        case .rating:
            _ = state.update(.conversationLoaded(id, SampleScreens.resolved))
            state.press(.character("w"))
            state.type("4швидко")
        case .assignee: state.press(.character("a"))
        case .move: state.press(.character("m"))
        case .priority: state.press(.character("P"))
        case .urgentQuestion: state.press(.character("P"))
        case .merge, .mergeQuestion:
            state.press(.character("M"))
            _ = state.update(.mergeCandidatesFound(id, Array(SampleDesk.rows.dropFirst(2))))
            if self == .mergeQuestion { state.press(.enter) }
        case .files: state.press(.character("s"))
        case .saveFile:
            state.press(.character("s"), .enter, .tab)
            _ = state.update(
                .pathCompleted(
                    PathCompletion(
                        typed: "/home/olena", completed: "/home/olena/", candidates: ["Завантаження/", "Документи/"])))
        case .preview: _ = state.update(.previewLoaded(name: "журнал.txt", lines: SampleScreens.log))
        case .previewPicture:
            _ = state.update(.pictureFetched(name: "екран.png", path: "/viewed/екран.png"))
            let support = PictureSupport(colorDepth: .indexed256)
            for case .files(.look(.picture(let request))) in state.update(.picturesDescribed(support)) {
                _ = state.update(.pictureMade(request, .characters(SampleScreens.picture)))
            }
        case .pastedOffer, .pastedQuestion:
            state.press(.character("r"))
            state.type("Ось журнал:\n")
            _ = state.update(.pasted(SampleScreens.longLog))
            if self == .pastedQuestion { state.press(.control("t")) }
        case .discardQuestion:
            _ = state.update(.conversationLoaded(id, SampleScreens.unsent))
            state.press(.character("d"))
        default: break
        }
    }

    private func bringForm(_ state: inout AppState) {
        switch self {
        case .createEmpty: state.press(.alt("2"))
        case .createTopics: state.press(.alt("2"), .enter)
        case .createFound:
            state.press(.alt("2"), .enter)
            state.type("т")
        case .createFilled:
            state.fillInSampleTicket()
            _ = state.update(.similarFound(text: state.create.draft.text, [SampleDesk.rows[3]]))
        case .createWrong:
            state.press(.alt("2"), .enter, .enter, .control("s"))
        case .createForService:
            state.beSpecialist()
            state.press(.alt("2"), .enter, .enter, .enter, .enter)
        case .createServices:
            state.beSpecialist()
            state.press(.alt("2"), .enter)
            state.type("зір")
        case .createSelection:
            state.fillInSampleTicket()
            state.press(.controlShiftLeft, .controlShiftLeft, .shiftUp)
        case .browser:
            state.press(.alt("2"), .control("t"))
            _ = state.update(.folderListed(SampleScreens.folder))
            state.press(.end, .control("t"))
        case .browserEmpty:
            state.press(.alt("2"), .control("t"))
            _ = state.update(.folderListed(FolderListing(path: "/home/olena/нове", entries: [])))
        case .drafts:
            state.press(.alt("2"))
            _ = state.update(.draftsLoaded(SampleScreens.drafts))
        case .forgottenAttachment:
            state.fillInSampleTicket()
            state.press(.control("r"))
            state.type(" Прикріпив скріншот.")
            state.press(.control("s"))
        default: break
        }
    }

    private func bringFrame(_ state: inout AppState) {
        switch self {
        case .customerPage: state.press(.alt("3"))
        case .customerPageEnd: state.press(.alt("3"), .end)
        case .figures:
            state.beSpecialist()
            _ = state.update(.figuresLoaded(SampleScreens.figures))
        case .transfers:
            state.openSampleTicket()
            SampleScreens.download(&state)
            state.press(.alt("t"), .down)
        case .palette:
            state.openSampleTicket()
            state.press(.control("p"))
            state.type("о")
        case .help: state.press(.character("?"))
        case .helpEnd: state.press(.character("?"), .end)
        case .themes: _ = state.update(.themesFound(["ansi16", "dark", "light", "nord"], current: "dark"))
        case .profiles:
            state.profiles = Profiles(["default", "test-desk"], current: "default")
            state.press(.alt("p"))
        case .nightOffline:
            _ = state.update(.minutePassed(SampleDesk.time("2026-03-12T19:30:00Z")))
            let phase = SyncStatus.Phase.offline(
                since: SampleDesk.now, HelpdeskError(.unreachable, subject: "desk.example.org"))
            _ = state.update(.syncStatusChanged(SyncStatus(phase: phase, outboxCount: 2, failedCount: 1)))
        case .signedOut:
            let error = HelpdeskError(.tokenRejected, subject: "desk.example.org")
            _ = state.update(.syncStatusChanged(SyncStatus(phase: .signedOut(error))))
            _ = state.update(.failed(error))
        default: break
        }
    }
}

extension AppState {
    /// Two notes of the last shift; the second is not sent yet.
    mutating func haveShiftNotes() {
        var snapshot = SampleDesk.snapshot
        func note(_ number: Int, _ author: Author, _ text: String, _ time: String) -> ShiftNote {
            ShiftNote(id: SampleDesk.id(number), author: author, text: text, written: SampleDesk.time(time))
        }
        snapshot.shiftNotes = [
            StoredShiftNote(
                note: note(91, SampleDesk.petro, "Ключі від сейфа в Олени.", "2026-03-12T06:05:00Z"), isUnsent: true),
            StoredShiftNote(
                note: note(
                    92, SampleDesk.petro, "Машина 12 у ремонті.\nКлієнт Іваненко передзвонить о 9:00.",
                    "2026-03-12T05:58:00Z")),
        ]
        _ = update(.deskLoaded(snapshot))
    }

    /// A specialist with two canned replies of their own, of which one is not sent yet, and one of the desk's.
    mutating func haveCannedReplies() {
        beSpecialist()
        func reply(_ number: Int, _ name: String, _ text: [Language: String], isOwn: Bool) -> CannedReply {
            CannedReply(
                id: SampleDesk.id(number), name: name, text: LocalizedText(text),
                owner: isOwn ? SampleDesk.iryna.id : nil, updated: SampleDesk.now)
        }
        var snapshot = desk
        snapshot.cannedReplies = [
            StoredCannedReply(
                reply: reply(
                    93, "Вітання",
                    [
                        .ukrainian: "Вітаю, {customer}!\nДякую за звернення {ticket}.",
                        .russian: "Здравствуйте, {customer}!\nСпасибо за обращение {ticket}.",
                        .english: "Hello {customer},\nthank you for {ticket}.",
                    ], isOwn: false)),
            StoredCannedReply(
                reply: reply(94, "Каса", [.ukrainian: "Звіт каси оновлюється раз на добу, о 6:00."], isOwn: true)),
            StoredCannedReply(
                reply: reply(95, "Підпис", [.ukrainian: "— {specialist}, {word}"], isOwn: true), isUnsent: true),
        ]
        _ = update(.deskLoaded(snapshot))
    }

    /// Makes the account one of the support desk's own.
    mutating func beSpecialist() {
        var snapshot = SampleDesk.snapshot
        let iryna = SampleDesk.iryna
        snapshot.me = Me(user: User(id: iryna.id, name: iryna.name, role: .agent, service: nil), service: nil)
        snapshot.agents = [iryna, Author(id: "andrii", name: "Андрій (підтримка)", role: .agent)]
        _ = update(.deskLoaded(snapshot))
    }
}
