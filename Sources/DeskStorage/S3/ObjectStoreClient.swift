import CurlTransport
import Foundation
package import HelpdeskDesk
import HelpdeskModels
import HelpdeskTransport
import Synchronization
import TOMLText

/// The use of an object store since the server started.
package struct ObjectStoreUse: Sendable, Hashable {
    /// With those that were tried again.
    package var requests = 0
    /// Requests that did not get what they asked for, other than an object that is not there.
    package var errors = 0
    /// Bytes of bodies.
    package var sent: Int64 = 0
    package var received: Int64 = 0
    /// How long requests took, each attempt by itself.
    package var durations = Histogram.requests

    var metrics: [Metric] {
        var bytes = Metric(
            "cabdesk_object_store_bytes_total", .counter,
            help: "Bytes of files sent to the object store and received from it.")
        bytes.add(Double(sent), ["direction": "sent"])
        bytes.add(Double(received), ["direction": "received"])
        var times = Metric(
            "cabdesk_object_store_request_duration_seconds", .histogram,
            help: "Time until a request to the object store was answered with its content, or failed.")
        times.add(durations)
        return [
            Metric(
                "cabdesk_object_store_requests_total", .counter,
                help: "Requests to the object store, those that were tried again included.", value: Double(requests)
            ),
            Metric(
                "cabdesk_object_store_errors_total", .counter,
                help: "Requests to the object store that did not get what they asked for.", value: Double(errors)),
            bytes, times,
        ]
    }
}

/// Speaks S3 with one bucket. Every call waits for the network, and throws ``ObjectStoreFailure``.
///
/// The bucket is a part of the path and not of the host, which every store understands.
final class ObjectStoreClient: Sendable {
    /// The time that a request may take.
    enum Patience: Int {
        /// Of one that somebody waits for with a lock, in seconds.
        case brief = 5
        /// Of one that moves no content.
        case short = 10
        /// Of one that moves a few MiB.
        case medium = 60
        /// Of one that lets the store move a whole file.
        case long = 300
    }

    /// The number of times that a request is sent.
    enum Effort {
        /// Again if the store is away or busy: up to three times, with a pause.
        case insistent
        /// The same, unless the store may have got it: it must not get it twice.
        case careful
        /// Once: somebody waits with a lock.
        case single
    }

    let settings: ObjectStoreSettings
    private let transport: any WaitingTransport
    private let signature: RequestSignature
    private let counted = Mutex(ObjectStoreUse())

    private static let attempts = 3

    /// Reads the keys. Throws ``ConfigurationError`` or `TransportError` for a file of authorities that cannot be read.
    init(_ settings: ObjectStoreSettings, transport: (any WaitingTransport)? = nil) throws {
        self.settings = settings
        self.transport =
            try transport ?? CurlTransport(caFile: settings.caFile?.path, allowsPlainLoopback: true)
        signature = RequestSignature(
            region: settings.region, service: "s3",
            accessKey: try settings.accessKey.read("the access key of the object store").text,
            secretKey: try settings.secretKey.read("the secret key of the object store").text)
    }

    /// The client, or a sentence for an administrator (``ServerFailure``) why there is none.
    static func open(_ settings: ObjectStoreSettings, transport: (any WaitingTransport)? = nil) throws
        -> ObjectStoreClient
    {
        do {
            return try ObjectStoreClient(settings, transport: transport)
        } catch let error as TransportError {
            throw ServerFailure(ObjectStoreFailure(error).sentence(settings))
        } catch let error as ConfigurationError {
            throw ServerFailure(error.description)
        }
    }

    var use: ObjectStoreUse { counted.withLock(\.self) }

    /// Sends a request about the object with this key, without the prefix; nil for the bucket itself.
    ///
    /// - Parameter query: in the order of their names, as they are signed.
    func send(
        _ method: TransportRequest.Method, _ key: String?, query: [(name: String, value: String)] = [],
        headers: [TransportRequest.Header] = [], body: TransportRequest.Body = .none, digest: String? = nil,
        limit: Int = 8 << 20, patience: Patience = .short, effort: Effort = .insistent
    ) throws -> TransportResponse {
        var request = TransportRequest(method, url: url(key, query), sink: .memory(limit: limit))
        request.headers = headers
        // Always named: the libraries do not agree on how they compute it for every kind of body.
        request.headers.append(.init("x-amz-content-sha256", digest ?? Self.digest(of: body)))
        if method == .put || method == .post, !headers.contains(where: { $0.name == "content-type" }) {
            request.headers.append(.init("content-type", "application/octet-stream"))
        }
        request.body = body
        request.patience = .total(patience.rawValue)
        request.signature = signature
        request.isRepeatable = effort != .careful
        var attempt = 1
        while true {
            let failure: ObjectStoreFailure
            switch once(request) {
            case .success(let answer): return answer
            case .failure(let error): failure = error
            }
            counted.withLock { $0.errors += failure.kind == .missing ? 0 : 1 }
            guard effort != .single, attempt < Self.attempts, failure.mayPass(isRepeatable: effort != .careful) else {
                throw failure
            }
            // At random, so that many of them do not come back at the same moment.
            Thread.sleep(forTimeInterval: settings.pause * .random(in: 0.5...1) * Double(1 << (attempt - 1)))
            attempt += 1
        }
    }

    private func once(_ request: TransportRequest) -> Result<TransportResponse, ObjectStoreFailure> {
        let start = ContinuousClock.now
        defer {
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            counted.withLock { use in
                use.requests += 1
                use.durations.add(seconds)
            }
        }
        do throws(TransportError) {
            let answer = try transport.sendWaiting(request)
            guard (200..<300).contains(answer.status) else { return .failure(ObjectStoreFailure(answer)) }
            count(request, answer)
            return .success(answer)
        } catch {
            return .failure(ObjectStoreFailure(error))
        }
    }

    private func count(_ request: TransportRequest, _ answer: TransportResponse) {
        counted.withLock { use in
            use.received += Int64(answer.body.count)
            switch request.body {
            case .none: break
            case .data(let data): use.sent += Int64(data.count)
            case .file(_, _, let length): use.sent += length
            }
        }
    }

    private func url(_ key: String?, _ query: [(name: String, value: String)]) -> String {
        var url = "\(settings.endpoint)/\(settings.bucket)"
        if let key { url += "/\(settings.prefix)\(key)" }
        for (index, (name, value)) in query.enumerated() {
            url += "\(index == 0 ? "?" : "&")\(name)=\(Self.encode(value))"
        }
        return url
    }

    /// Everything but the unreserved characters of RFC 3986, section 2.3, as signatures want it.
    private static func encode(_ text: String) -> String {
        let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? text
    }

    private static func digest(of body: TransportRequest.Body) -> String {
        // Allowed instead of a digest, where the caller knows none.
        let unsigned = "UNSIGNED-PAYLOAD"
        return switch body {
        case .none: SHA256Digest(of: Data())?.description ?? unsigned
        case .data(let data): SHA256Digest(of: data)?.description ?? unsigned
        case .file: unsigned
        }
    }
}
