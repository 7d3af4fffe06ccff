public import HelpdeskModels

/// The texts about Telegram chats, signed-in devices and incidents.
public enum TelegramPhrase: Equatable, Sendable {
    // The support bot
    case step(LinkStep)
    case notLinked
    case linked(TelegramLink)
    case blocked(TelegramLink)
    case claim(TelegramLink, service: String?)
    case mutedNote
    case linkedBy(String)
    case claimedBy(String)
    case noClaimsWait
    case notOffered

    // The one-time code
    case codeTitle
    case codeAsked
    case codeScan
    case codePaste
    case codeConfirm
    case codeWaiting(minutes: Int, until: Timestamp)
    case codeExpired
    case codeTooBig
    case codeKept

    // Results and questions
    case nowLinked(String)
    case unlinked(String)
    case accepted(String)
    case turnedAway(String)
    case answersOn(String)
    case answersOff(String)
    case unlinkQuestion(String)
    case acceptQuestion(TelegramLink, service: String?)
    case chooseUnlink
    case chooseAccept
    case chooseReject
    case chooseAnswers

    case phoneFileArrived(PhoneFile, key: String)
    case phoneFileQuestion(PhoneFile)

    // Why something cannot be done
    case staffLinksNone
    case notConnected
    case nothingLinked
    case noClaims
    case noCode

    // Devices
    case devicesTitle
    case device(Device)
    case thisDevice
    case unnamedDevice
    case noDevices
    case chooseSignOut
    case signOutQuestion(String, isCurrent: Bool)
    case signedOut(String)

    // Incidents
    case incident(Incident, isToday: Bool)
    case moreIncidents(Int)
    case incidentReports(Int)
}

/// The steps that link a chat, in order.
public enum LinkStep: Equatable, Sendable {
    case code(key: String)
    case find(TelegramBot)
    case start
    case confirm
    case done

    static func all(_ bot: TelegramBot, key: String) -> [LinkStep] {
        [.code(key: key), .find(bot), .start, .confirm, .done]
    }
}
