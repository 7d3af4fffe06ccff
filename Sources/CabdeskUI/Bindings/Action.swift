/// Something a person can ask for. Keys, the footer, the help screen, the palette and clicks all lead here.
public enum Action: String, CaseIterable, Sendable {
    // Everywhere
    case quit
    case help
    case palette
    case showTickets
    case showCreate
    case showCustomerPage
    case nextTab
    case previousTab
    case syncNow
    case repaint
    case switchLanguage
    case chooseTheme
    case chooseProfile
    case showTransfers
    case showStatistics
    case suspend

    // Moving
    case up
    case down
    case pageUp
    case pageDown
    case first
    case last
    case open
    case back

    // Tickets
    case filter
    case searchDesk
    case nextView
    case previousView
    case sort
    case reverseSort
    case nextUnread
    case markUnread
    case copyNumber
    case writeShiftNote
    case showShiftNotes
    case beginShift

    // One ticket
    case reply
    case writeNote
    case resolve
    case reopen
    case rate
    case assign
    case take
    case move
    case prioritise
    case merge
    case files
    case openAttachment
    case previewAttachment
    case toggleQuotes
    case recall
    case retry
    case discard
    case cancelTransfer
    case retryTransfer

    // Customer Page
    case linkChat
    case copyLinkCommand
    case copyLinkAddress
    case unlinkChat
    case acceptClaim
    case rejectClaim
    case toggleAnswers
    case signOutDevice
    case toggleBell
    case toggleDesktopNotifications
    case toggleNotificationText

    // Writing
    case nextField
    case previousField
    case attach
    case removeFile
    case editExternally
    case send
    case leaveText
    case choose
    case complete
    case mark
    case toggleHidden
    case parentFolder
    case showDrafts
    case newDraft
    case removeDraft
    case openSimilar
    case insertCannedReply
    case keepCannedReply
    case editCannedReply
    case yes
    case no
}

extension Action {
    /// Words by which people look for it in the palette, beside its name in any language.
    var keywords: String {
        switch self {
        case .showCustomerPage, .linkChat: "Telegram телеграм бот bot QR"
        case .switchLanguage: "language мова язык"
        case .quit: "exit quit вихід выход"
        case .prioritise: "urgent priority терміново пріоритет срочно приоритет"
        case .searchDesk: "search server пошук сервер поиск"
        case .beginShift: "shift зміна смена"
        case .merge: "duplicate дублікат дубликат"
        case .insertCannedReply, .keepCannedReply: "template snippet шаблон заготовка"
        case .showStatistics: "statistics report статистика звіт отчёт"
        default: ""
        }
    }

    /// Whether the palette offers it: not what only moves about.
    var isForPalette: Bool {
        switch self {
        case .up, .down, .pageUp, .pageDown, .first, .last, .back, .palette, .choose, .complete, .leaveText, .nextField,
            .previousField, .mark, .toggleHidden, .parentFolder, .yes, .no, .openAttachment, .previewAttachment,
            .cancelTransfer, .retryTransfer:
            false
        // A new action is offered until somebody decides otherwise.
        default: true
        }
    }
}
