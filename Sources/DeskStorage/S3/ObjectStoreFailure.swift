import HelpdeskDesk
import HelpdeskTransport

/// Why an object store did not do what it was asked.
struct ObjectStoreFailure: Error, CustomStringConvertible {
    enum Kind: Sendable {
        /// It cannot be reached, or cannot answer now.
        case away
        /// It answers, and refuses these keys or these rights.
        case refused
        /// There is no such object or multipart upload.
        case missing
        case noBucket
        /// Its answer cannot be read, or is one that no store should give.
        case failed
    }

    var kind: Kind
    /// The store's own code, like `SlowDown`, or the reason of the transport. For a log.
    var code: String
    /// 0 for no answer.
    var status = 0

    var description: String { "object store: \(code)\(status > 0 ? " (\(status))" : "")" }

    private static let noCode = "no code"

    /// Whether another try may help and cannot do harm.
    ///
    /// - Parameter isRepeatable: whether the store may get the request twice.
    func mayPass(isRepeatable: Bool) -> Bool {
        guard kind == .away else { return false }
        return isRepeatable || [429, 503].contains(status) || code == TransportError.Code.unreachable.rawValue
    }

    /// Whether the store may have done it, or may do it later: it has not answered, or only a proxy has.
    var isInDoubt: Bool {
        status == 0 ? code != TransportError.Code.unreachable.rawValue : status >= 500 && status != 503
    }

    init(_ kind: Kind, _ code: String, status: Int = 0) {
        self.kind = kind
        self.code = code
        self.status = status
    }

    init(_ error: TransportError) {
        let kind: Kind =
            switch error.code {
            case .unreachable, .timedOut, .badAnswer, .cancelled: .away
            case .untrustedCertificate, .certificateFileUnreadable: .refused
            default: .failed
            }
        self.init(kind, error.code.rawValue)
    }

    init(_ answer: TransportResponse) {
        // The answer to HEAD has no body.
        let other = answer.body.isEmpty ? Self.noCode : "an answer of another program"
        self.init(status: answer.status, code: ObjectStoreAnswer(answer.body)?["Code"] ?? other)
    }

    /// By the codes of https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    init(status: Int, code: String) {
        let kind: Kind =
            switch (status, code) {
            case (_, "NoSuchBucket"): .noBucket
            // Not what a proxy says whose store is away.
            case (404, "NoSuchKey"), (404, "NoSuchUpload"), (404, Self.noCode): .missing
            // A clock that is wrong is refused with 403, too.
            case (401, _), (403, _): .refused
            case (429, _), (500..., _), (_, "SlowDown"), (_, "InternalError"), (_, "RequestTimeout"): .away
            default: .failed
            }
        self.init(kind, code, status: status)
    }

    /// A sentence for an administrator, with what to do about it.
    func sentence(_ settings: ObjectStoreSettings) -> String {
        switch (kind, code) {
        case (_, TransportError.Code.untrustedCertificate.rawValue):
            "The certificate of the object store is not trusted. Name its authority with ca_file in [files]."
        case (_, TransportError.Code.certificateFileUnreadable.rawValue):
            "The file that ca_file in [files] names cannot be read. Check its path and permissions."
        case (.away, _):
            "The object store cannot be reached, or cannot answer now (\(code)). Check that \(settings.endpoint) runs."
        case (_, "RequestTimeTooSkewed"):
            "The clock of this machine differs from the object store's. Set it right."
        case (.refused, "InvalidAccessKeyId"):
            "The object store does not know the access key. Check access_key in [files]."
        case (.refused, "SignatureDoesNotMatch"):
            "The secret key does not belong to the access key. Check secret_key and region in [files]."
        case (.refused, _):
            "The object store refuses it (\(code)). The access key needs the rights to list the bucket \(settings.bucket), "
                + "and to read, write and delete its objects."
        case (.noBucket, _):
            "There is no bucket \(settings.bucket) in the object store. Create it, or correct bucket in [files]."
        case (.missing, _), (.failed, _):
            "The object store gives an answer that was not expected (\(code), \(status)). "
                + "Check that s3 in [files] is the address of a store that speaks S3."
        }
    }
}

extension StoreError {
    /// The desk's own error for it: files that are not there, or a store that is away.
    init(_ failure: ObjectStoreFailure) {
        self = failure.kind == .missing ? .notFound : .unavailable(failure.description)
    }
}
