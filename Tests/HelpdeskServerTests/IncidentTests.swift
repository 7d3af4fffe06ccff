import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite struct IncidentTests {
    let desk: TestDesk

    init() throws { desk = try TestDesk() }

    @Test func `an incident and how it goes on reach everybody`() async throws {
        let cursors = [
            (TestDesk.ann, try await desk.changes(as: TestDesk.ann).cursor),
            (TestDesk.vera, try await desk.changes(as: TestDesk.vera).cursor),
            (TestDesk.greta, try await desk.changes(as: TestDesk.greta).cursor),
        ]
        var incident = Incident(id: .make(), kind: .telephony, opened: desk.clock.now())
        try await desk.helpdesk.publish(incident)
        incident.state = .acknowledged
        incident.acknowledgedBy = "Greta"
        incident.reportCount = 3
        try await desk.helpdesk.publish(incident)
        for (user, cursor) in cursors {
            #expect(try await desk.changes(as: user, after: cursor).changes == [.incident(incident)])
        }
        incident.state = .resolved
        try await desk.helpdesk.publish(incident)
        let newer = Incident(id: .make(), kind: .program, opened: desk.clock.now())
        try await desk.helpdesk.publish(newer)
        let first: Page<Incident> = try await desk.get("/v1/incidents?limit=1", as: TestDesk.vera).json()
        #expect(first.items == [newer])
        let rest: Page<Incident> = try await desk.get(
            "/v1/incidents?limit=1&after=\(first.next ?? "")", as: TestDesk.vera
        ).json()
        #expect(rest == Page(items: [incident], next: nil))
        #expect(try await desk.get("/v1/incidents?after=nothing", as: TestDesk.vera).problem == .malformed)
    }

    @Test func `an incident that is published again as it was wakes nobody`() async throws {
        let incident = Incident(id: .make(), kind: .program, opened: desk.clock.now())
        try await desk.helpdesk.publish(incident)
        let latest = try await desk.directory.database.read { try $0.latestChange() }
        try await desk.helpdesk.publish(incident)
        #expect(try await desk.directory.database.read { try $0.latestChange() } == latest)
    }
}
