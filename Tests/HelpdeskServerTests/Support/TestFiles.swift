import CurlTransport
import Foundation
import HelpdeskTransport
import Synchronization
import TOMLText
import TestSupport

@testable import DeskStorage

/// The store of files that desks have in tests, as the environment says: `TEST_FILES` is `folder`, which is the default, or `s3`,
/// an object store that the JSON file in `OBJECT_STORE` describes.
enum TestFiles: Sendable {
    case folder
    case objectStore(ObjectStoreSettings)
    /// Every test that asks for a store of files fails with it.
    case unusable(TestEnvironmentError)

    private struct Description: Decodable {
        var endpoint, region, bucket, accessKeyFile, secretKeyFile: String
    }

    /// The object store that the environment names; nil for none.
    static let objectStore: ObjectStoreSettings? = try? objectStoreResult.get()

    private static let objectStoreResult: Result<ObjectStoreSettings, TestEnvironmentError> = {
        guard let path = ProcessInfo.processInfo.environment["OBJECT_STORE"] else {
            return .failure(TestEnvironmentError("TEST_FILES=s3 needs OBJECT_STORE."))
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let data = try? Data(contentsOf: URL(filePath: path)),
            let found = try? decoder.decode(Description.self, from: data)
        else {
            return .failure(TestEnvironmentError("OBJECT_STORE must be what Tests/ObjectStore/gateway prints."))
        }
        var settings = ObjectStoreSettings(
            endpoint: found.endpoint, region: found.region, bucket: found.bucket,
            accessKey: .file(URL(filePath: found.accessKeyFile)),
            secretKey: .file(URL(filePath: found.secretKeyFile)))
        // Tests do not wait for an hour.
        settings.orphanAge = 0
        settings.pause = 0.01
        return .success(settings)
    }()

    static let current: TestFiles = {
        switch ProcessInfo.processInfo.environment["TEST_FILES"] ?? "folder" {
        case "folder": return .folder
        case "s3":
            switch objectStoreResult {
            case .success(let settings): return .objectStore(settings)
            case .failure(let error): return .unusable(error)
            }
        case let other: return .unusable(TestEnvironmentError("TEST_FILES is folder or s3, not \(other)."))
        }
    }()

    /// The settings for one test; nil for a folder.
    func settings(prefix: String) throws -> ObjectStoreSettings? {
        switch self {
        case .folder: return nil
        case .objectStore(var settings):
            settings.prefix = prefix + "/"
            return settings
        case .unusable(let error): throw error
        }
    }

    /// An object store for tests of nothing else. Throws if there is none; the suites of such tests are skipped then.
    static func requiredStore(partSize: Int64? = nil) throws -> TestFiles {
        guard var settings = objectStore else { throw CocoaError(.featureUnsupported) }
        if let partSize { settings.partSize = partSize }
        return .objectStore(settings)
    }

    func transport() throws -> FaultyTransport? {
        guard case .objectStore = self else { return nil }
        return try FaultyTransport()
    }
}

/// The network to an object store, with the faults that a test wants.
final class FaultyTransport: WaitingTransport, Sendable {
    enum Fault: Sendable {
        /// The request does not arrive.
        case lostRequest
        /// It arrives and is done, and the answer is lost.
        case lostAnswer
        case status(Int)
    }

    typealias Plan = @Sendable (_ request: TransportRequest) -> Fault?

    private let inner: CurlTransport
    private let plan = Mutex<Plan?>(nil)
    private let sent = Mutex<[String]>([])

    init() throws {
        inner = try CurlTransport(allowsPlainLoopback: true)
    }

    /// Methods and paths of the requests until now.
    var requests: [String] { sent.withLock(\.self) }

    /// From now on each request asks the plan for its fault.
    func plan(_ new: Plan?) {
        plan.withLock { $0 = new }
    }

    func sendWaiting(_ request: TransportRequest) throws(TransportError) -> TransportResponse {
        sent.withLock { $0.append("\(request.method.rawValue) \(request.url)") }
        switch plan.withLock(\.self)?(request) {
        case nil: return try inner.sendWaiting(request)
        case .lostRequest: throw TransportError(.unreachable)
        case .lostAnswer:
            _ = try inner.sendWaiting(request)
            throw TransportError(.timedOut)
        case .status(let status): return TransportResponse(status: status)
        }
    }
}
