extension HelpdeskError {
    /// What a failed sending means for what was to be sent.
    public enum Disposition: Hashable, Sendable {
        /// May succeed later without anybody doing anything about the intent: try again with back-off.
        case transient
        /// The account is not signed in (any more): pause everything and say so.
        case unauthorised
        /// Will be refused again: park it visibly.
        case permanent
    }

    /// The one classification of failures for the outbox.
    ///
    /// What is wrong with the way to the backend (address, certificate, another kind of server) or with this machine's
    /// disk is not the intent's fault, so it is transient although somebody may have to act.
    public var disposition: Disposition {
        switch code {
        case .unreachable, .timedOut, .untrustedCertificate, .notCabdesk, .badAnswer, .answerTooLarge, .serverFailed,
            .tooManyRequests, .notSettled, .ticketsSetAside, .uploadBusy,
            .insecureAddress, .malformedAddress, .certificateFileUnreadable, .configurationInvalid, .diskFull,
            .storeUnwritable, .storeNewer, .storeDamaged, .storeBusy, .draftInUse, .cannotWriteFile, .cancelled,
            .unexpected:
            .transient
        case .tokenRejected, .tokenMissing, .secretFileOpen, .notSignedIn, .tokenCommandFailed, .secretServiceFailed,
            .secretServiceMissing, .otherAccount:
            .unauthorised
        case .forbidden, .notFound, .conflict, .perhapsSent, .invalid, .tooLarge, .quotaExceeded, .fileMissing,
            .fileUnreadable, .fileIsDirectory, .fileNotRegular, .fileTooLarge, .fileChanged, .tooManyFiles,
            .digestMismatch, .fileCut:
            .permanent
        }
    }

    public var isTransient: Bool { disposition == .transient }
    public var isUnauthorised: Bool { disposition == .unauthorised }
    public var isPermanent: Bool { disposition == .permanent }

    /// Whether the backend may have done what it was asked for although the answer was a failure, or none.
    var leavesOpenWhetherTaken: Bool {
        switch code {
        // A connection that was never made took nothing; one that broke counts as a time-out.
        case .timedOut, .serverFailed, .badAnswer, .answerTooLarge, .cancelled, .unexpected, .conflict, .perhapsSent,
            .notSettled:
            true
        default: false
        }
    }

    /// Whether the failure is about the way to the backend, so that trying another intent at once is pointless.
    var concernsConnection: Bool {
        switch code {
        case .unreachable, .timedOut, .untrustedCertificate, .notCabdesk, .insecureAddress, .malformedAddress,
            .certificateFileUnreadable, .tooManyRequests, .cancelled:
            true
        default: false
        }
    }
}
