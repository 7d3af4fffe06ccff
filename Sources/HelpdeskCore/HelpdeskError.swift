import Foundation
public import HelpdeskModels
public import HelpdeskTransport

/// Anything that went wrong, with a stable code from which the user interface makes a sentence in the user's language.
public struct HelpdeskError: Error, Hashable, Sendable, Codable {
    /// The stable names of what can go wrong.
    public enum Code: String, Codable, Sendable, CaseIterable {
        /// No connection to the host: name not found, refused, network down.
        case unreachable
        case timedOut
        /// The server's certificate is not signed by a CA that is trusted, or is for another host.
        case untrustedCertificate
        /// The backend does not know the token, or no longer.
        case tokenRejected
        /// The role may not do this.
        case forbidden
        case notFound
        /// Something answers at the address, but it is no Cabdesk backend.
        case notCabdesk
        /// The same id was used for something else before.
        case conflict
        /// The answer was lost a moment ago, and it is too early to tell whether the message arrived.
        case notSettled
        /// The answer was lost and the backend cannot tell whether it has the message.
        case perhapsSent
        /// Understood and refused: see `violations`.
        case invalid
        case tooLarge
        /// The service has used up its room for files at the backend.
        case quotaExceeded
        /// The answer of the backend cannot be read or contradicts itself.
        case badAnswer
        /// The answer of the backend is larger than the limit.
        case answerTooLarge
        /// Single tickets cannot be received. They are set aside and retried; the others arrive.
        case ticketsSetAside
        case serverFailed
        /// The backend, or the proxy before it, says that it cannot answer at the moment.
        case deskUnavailable
        case tooManyRequests
        /// An address that begins with `http://`.
        case insecureAddress
        case malformedAddress
        /// The backend is still receiving the file over an earlier connection.
        case uploadBusy
        case fileMissing
        case fileUnreadable
        case fileIsDirectory
        /// A FIFO, a socket or a device.
        case fileNotRegular
        /// A path that leads out of the only folder that may be used, or by a link.
        case outsideFolder
        case fileTooLarge
        /// The file changed while it was copied.
        case fileChanged
        case tooManyFiles
        /// The received file is not the announced one.
        case digestMismatch
        /// The message arrived, but the backend kept only a part of the file.
        case fileCut
        case cannotWriteFile
        /// The store was written by a newer version of the program.
        case storeNewer
        case storeDamaged
        /// Another process locks the data for longer than people wait.
        case storeBusy
        /// Another process has the draft open.
        case draftInUse
        case storeUnwritable
        case diskFull
        case certificateFileUnreadable
        case configurationInvalid
        case tokenMissing
        /// The file with the token is readable by others than its owner.
        case secretFileOpen
        case notSignedIn
        /// The command for the token failed, took too long or printed nothing.
        case tokenCommandFailed
        /// The keyring is not there, is locked, or does not have the token.
        case secretServiceFailed
        /// The program that talks to the keyring is not installed.
        case secretServiceMissing
        /// The token belongs to another account than the store.
        case otherAccount
        case cancelled
        case unexpected
    }

    public var code: Code
    /// The host, file name, field or profile concerned. May be foreign text: sanitise before showing.
    public var subject: String?
    /// The technical cause, in English; never a secret. May be foreign text: sanitise before showing.
    public var detail: String?
    /// The rules that a ticket or message breaks; empty unless the code is `invalid`.
    public var violations: [Violation]
    /// How long the backend asks to wait before the next attempt.
    public var retryAfter: Duration?

    public init(
        _ code: Code, subject: String? = nil, detail: String? = nil, violations: [Violation] = [],
        retryAfter: Duration? = nil
    ) {
        self.code = code
        self.subject = subject
        self.detail = detail
        self.violations = violations
        self.retryAfter = retryAfter
    }
}

extension HelpdeskError {
    /// An error whose subject is the numbers of the first tickets; nil for no tickets.
    public init?(setAside numbers: [Int]) {
        guard !numbers.isEmpty else { return nil }
        let shown = numbers.prefix(5).map { "№ \($0)" }.joined(separator: ", ")
        self.init(.ticketsSetAside, subject: numbers.count > 5 ? shown + ", …" : shown)
    }
}

extension HelpdeskError {
    /// The consequence of a failed request for the intent that it was to send.
    public enum Disposition: Hashable, Sendable {
        /// May succeed later with the same intent: retry with back-off.
        case transient
        /// The account is not signed in, or no longer: pause everything and say so.
        case unauthorised
        /// Will be refused again: park it visibly.
        case permanent
    }

    /// The one classification of failures for the outbox.
    ///
    /// A fault of the connection (address, certificate, another kind of server) or of this machine's disk is not a fault of
    /// the intent, so it is transient, even if somebody has to act.
    public var disposition: Disposition {
        switch code {
        case .unreachable, .timedOut, .untrustedCertificate, .notCabdesk, .badAnswer, .answerTooLarge, .serverFailed,
            .deskUnavailable, .tooManyRequests, .notSettled, .ticketsSetAside, .uploadBusy,
            .insecureAddress, .malformedAddress, .certificateFileUnreadable, .configurationInvalid, .diskFull,
            .storeUnwritable, .storeNewer, .storeDamaged, .storeBusy, .draftInUse, .cannotWriteFile, .cancelled,
            .unexpected:
            .transient
        case .tokenRejected, .tokenMissing, .secretFileOpen, .notSignedIn, .tokenCommandFailed, .secretServiceFailed,
            .secretServiceMissing, .otherAccount:
            .unauthorised
        case .forbidden, .notFound, .conflict, .perhapsSent, .invalid, .tooLarge, .quotaExceeded, .fileMissing,
            .fileUnreadable, .fileIsDirectory, .fileNotRegular, .outsideFolder, .fileTooLarge, .fileChanged,
            .tooManyFiles,
            .digestMismatch, .fileCut:
            .permanent
        }
    }

    public var isUnauthorised: Bool { disposition == .unauthorised }
    public var isPermanent: Bool { disposition == .permanent }

    /// Whether the backend may have carried out the request although the answer was a failure, or there was none.
    var leavesOutcomeUnknown: Bool {
        switch code {
        // `unreachable` means that no connection was made; a connection that broke is a time-out.
        case .timedOut, .serverFailed, .deskUnavailable, .badAnswer, .answerTooLarge, .cancelled, .unexpected,
            .conflict,
            .perhapsSent, .notSettled:
            true
        case .unreachable, .untrustedCertificate, .tokenRejected, .forbidden, .notFound, .notCabdesk, .invalid,
            .tooLarge,
            .quotaExceeded, .ticketsSetAside, .tooManyRequests, .insecureAddress, .malformedAddress, .uploadBusy,
            .fileMissing, .fileUnreadable, .fileIsDirectory, .fileNotRegular, .outsideFolder, .fileTooLarge,
            .fileChanged,
            .tooManyFiles,
            .digestMismatch, .fileCut, .cannotWriteFile, .storeNewer, .storeDamaged, .storeBusy, .draftInUse,
            .storeUnwritable, .diskFull, .certificateFileUnreadable, .configurationInvalid, .tokenMissing,
            .secretFileOpen, .notSignedIn, .tokenCommandFailed, .secretServiceFailed, .secretServiceMissing,
            .otherAccount:
            false
        }
    }

    /// Whether the connection to the backend failed, so that trying another intent at once is pointless.
    var concernsConnection: Bool {
        switch code {
        case .unreachable, .timedOut, .untrustedCertificate, .notCabdesk, .insecureAddress, .malformedAddress,
            .certificateFileUnreadable, .tooManyRequests, .cancelled:
            true
        case .tokenRejected, .forbidden, .notFound, .conflict, .notSettled, .perhapsSent, .invalid, .tooLarge,
            .quotaExceeded, .badAnswer, .answerTooLarge, .ticketsSetAside, .serverFailed, .deskUnavailable, .uploadBusy,
            .fileMissing,
            .fileUnreadable, .fileIsDirectory, .fileNotRegular, .outsideFolder, .fileTooLarge, .fileChanged,
            .tooManyFiles,
            .digestMismatch, .fileCut, .cannotWriteFile, .storeNewer, .storeDamaged, .storeBusy, .draftInUse,
            .storeUnwritable, .diskFull, .configurationInvalid, .tokenMissing, .secretFileOpen, .notSignedIn,
            .tokenCommandFailed, .secretServiceFailed, .secretServiceMissing, .otherAccount, .unexpected:
            false
        }
    }
}

extension HelpdeskError {
    public init(_ error: TransportError, host: String? = nil) {
        let code: Code =
            switch error.code {
            case .unreachable: .unreachable
            case .timedOut: .timedOut
            case .untrustedCertificate: .untrustedCertificate
            case .insecureAddress: .insecureAddress
            case .malformedAddress: .malformedAddress
            case .answerTooLarge: .answerTooLarge
            case .badAnswer: .badAnswer
            case .fileUnreadable: .fileUnreadable
            case .fileChanged: .fileChanged
            case .cannotWriteFile: .cannotWriteFile
            case .diskFull: .diskFull
            case .certificateFileUnreadable: .certificateFileUnreadable
            case .cancelled: .cancelled
            case .unexpected: .unexpected
            }
        self.init(code, subject: error.path ?? host, detail: error.detail)
    }
}

extension Transport {
    /// Sends to `host`, which becomes the subject of an error that is not about a file.
    func send(_ request: TransportRequest, to host: String) async throws(HelpdeskError) -> TransportResponse {
        do throws(TransportError) {
            return try await send(request)
        } catch {
            throw HelpdeskError(error, host: host)
        }
    }
}

extension HelpdeskError {
    /// A failure to write a file, by `errno`.
    static func writing(_ name: String, _ number: Int32 = errno) -> HelpdeskError {
        let code: Code = number == ENOSPC || number == EDQUOT ? .diskFull : .cannotWriteFile
        return HelpdeskError(code, subject: name, detail: String(cString: strerror(number)))
    }
}
