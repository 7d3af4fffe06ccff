import Foundation
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

/// A program that is open while somebody signs in again in another window.
@Suite(.timeLimit(.minutes(5)))
struct SignInWatchTests {
    private let clock = ManualClock()
    private let tracker: FakeTracker
    private let folder: TemporaryFolder
    private let profiles: ProfileStore
    private let profile: Profile
    private let token: AccountToken

    init() throws {
        tracker = FakeTracker(clock.now)
        folder = try TemporaryFolder()
        profiles = ProfileStore(environment: ["HOME": folder.path])
        profile = try profiles.save(
            name: "default", url: "https://rt.example", kind: .requestTracker, user: "olena", caFile: nil,
            token: "pass",
            in: .file)
        token = AccountToken(try profiles.token(for: profile))
        tracker.file(1)
    }

    private func signIn(_ secret: Secret) async throws {
        let saved = try profiles.save(
            name: "default", url: profile.url, kind: .requestTracker, user: "olena", caFile: nil, token: secret,
            in: .file)
        let backend = try saved.backend(token: secret, transport: tracker)
        _ = try await AccountStores(profile: saved, token: secret).open(asking: backend)
    }

    @Test("It signs in with the new secret by itself, and receives what came meanwhile")
    func again() async throws {
        let backend = try profile.backend(token: token, transport: tracker)
        let store = try await AccountStores(profile: profile, token: token.secret).open(asking: backend)
        let engine = SyncEngine(store: store, backend: backend, clock: clock.read)
        let watching = Task { await SignInWatch(profiles: profiles, profile: profile, token: token).run(engine) }
        let running = Task { await engine.run() }
        defer {
            watching.cancel()
            running.cancel()
        }
        for await status in engine.statuses where status.phase == .online { break }
        tracker.change { $0.secret = "another" }
        engine.retryNow()
        for await status in engine.statuses { if case .signedOut = status.phase { break } }
        tracker.file(2)
        try await signIn("another")
        for await status in engine.statuses where status.phase == .online { break }
        let changes = store.changes
        if try await store.counts()[.all] < 2 {
            for await _ in changes where try await store.counts()[.all] == 2 { break }
        }
    }

    @Test("A secret of another desk is not sent to this one")
    func otherDesk() async throws {
        let backend = try profile.backend(token: token, transport: tracker)
        let store = try await AccountStores(profile: profile, token: token.secret).open(asking: backend)
        let engine = SyncEngine(store: store, backend: backend, clock: clock.read)
        _ = try await engine.syncOnce()
        _ = try profiles.save(
            name: "default", url: "https://other.example", kind: .requestTracker, user: "olena", caFile: nil,
            token: "for the other", in: .file)
        tracker.change { $0.secret = "another" }
        let watching = Task { await SignInWatch(profiles: profiles, profile: profile, token: token).run(engine) }
        await #expect(throws: HelpdeskError.self) { _ = try await engine.syncOnce() }
        watching.cancel()
        await watching.value
        #expect(token.secret == "pass")
    }
}
