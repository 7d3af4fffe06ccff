import CurlTransport
import Foundation
import HelpdeskCore
import HelpdeskModels
import HelpdeskTransport
import TestSupport
import Testing

/// Passwords, sessions, certificates, and whether it is one at all.
extension RealBackends.RequestTrackerTests {
    @Test("a name and a password do as well as a token")
    func password() async throws {
        let user = try tracker.user("customer")
        let backend = try RequestTrackerBackend(
            url: tracker.baseUrl + "/REST/2.0", user: user.name, secret: Secret(user.password),
            transport: CurlTransport(caFile: tracker.caFile))
        #expect(try await backend.me().user.id.rawValue == user.name)
        let wrong = try RequestTrackerBackend(
            url: tracker.baseUrl, user: user.name, secret: "something else",
            transport: CurlTransport(caFile: tracker.caFile))
        let error = await #expect(throws: HelpdeskError.self) { _ = try await wrong.me() }
        #expect(error?.code == .tokenRejected)
    }

    @Test("an expired session is renewed without anybody noticing")
    func expiredSession() async throws {
        let counted = CountingTransport(try CurlTransport(caFile: tracker.caFile))
        let backend = try tracker.backend(transport: counted)
        _ = try await backend.me()
        counted.reset()
        _ = try await backend.me()
        #expect(counted.count == 1)
        let sessions = tracker.folder + "/session"
        for name in try FileManager.default.contentsOfDirectory(atPath: sessions) {
            try FileManager.default.removeItem(atPath: sessions + "/" + name)
        }
        counted.reset()
        _ = try await backend.me()
        // Refused, signed in, asked again.
        #expect(counted.count == 3)
    }

    @Test("a certificate of an unknown authority is refused")
    func wrongAuthority() async throws {
        let backend = try tracker.backend(transport: CurlTransport(caFile: tracker.otherCaFile))
        let error = await #expect(throws: HelpdeskError.self) { _ = try await backend.me() }
        #expect(error?.code == .untrustedCertificate)
    }

    @Test("the kind of backend is recognised, and nothing is sent to find it out")
    func recognition() async throws {
        let recognition = BackendRecognition(transport: try CurlTransport(caFile: tracker.caFile))
        let found = try await recognition.recognise(tracker.baseUrl)
        #expect(found.kind == .requestTracker && found.url == tracker.baseUrl)
        if let desk = try? NativeDesk.shared?.conformance.customer() as? NativeBackend {
            let native = BackendRecognition(transport: try CurlTransport(caFile: NativeDesk.shared?.authorities))
            #expect(try await native.recognise(desk.url).kind == .cabdesk)
        }
    }
}
