package import HelpdeskModels

/// The desk itself, its services, topics and staff, and its incidents.
extension Helpdesk {
    package func desk() async throws -> Desk {
        try await database.read { try $0.desk() }
    }

    package func services(for account: Account, after: String?, limit: Int) async throws -> Page<Service> {
        try await database.readOnce { records in
            let services = try records.services(only: account.onlyService, after: after ?? "", limit: limit + 1)
            return Page(services, limit: limit) { $0.id.rawValue }
        }
    }

    package func topics(after: String?, limit: Int) async throws -> Page<Topic> {
        try await database.read { records in
            let all = try records.topics().sorted(by: Topic.precedes)
            var start = 0
            if let after {
                guard let index = all.firstIndex(where: { $0.id.rawValue == after }) else {
                    throw StoreError.unknownPage
                }
                start = index + 1
            }
            return Page(Array(all.dropFirst(start).prefix(limit + 1)), limit: limit) { $0.id.rawValue }
        }
    }

    /// The staff in office, for the staff; throws ``StoreError/forbidden(_:)`` for others.
    package func agents(for account: Account, after: String?, limit: Int) async throws -> Page<Agent> {
        guard account.isStaff else { throw StoreError.forbidden("Only the staff sees the staff.") }
        return try await database.read { records in
            let agents = try records.staffInOffice(after: after ?? "", limit: limit + 1)
            return Page(agents, limit: limit) { $0.id.rawValue }
        }
    }

    package func service(_ id: Service.ID) async throws -> Service? {
        try await database.read { try $0.service(id) }
    }

    /// A member of the staff, retired or not.
    package func agent(_ id: User.ID) async throws -> Agent? {
        try await database.read { try $0.agent(id) }
    }

    /// Incidents, newest first.
    package func incidents(after: String?, limit: Int) async throws -> Page<Incident> {
        try await database.read { records in
            var end = Int64.max
            if let after {
                guard let found = try records.ordinal(ofIncident: after.lowercased()) else {
                    throw StoreError.unknownPage
                }
                end = found
            }
            return Page(try records.incidents(before: end, limit: limit + 1), limit: limit) { $0.id.description }
        }
    }

    /// Stores an incident as it is now, in place of what was known of it; the same again changes nothing.
    package func publish(_ incident: Incident) async throws {
        try await database.write { try $0.putIncident(incident) }
    }

    /// Closes what is open: a desk that is restored without its alert bot has nobody else who would.
    package func resolveIncidents(at time: Timestamp) throws {
        try database.administer { records in
            for var incident in try records.incidents() where incident.state.isOpen {
                incident.state = .resolved
                incident.resolved = time
                try records.putIncident(incident)
                try records.audit("incident.resolved", incident.id.description)
            }
        }
    }
}

extension DeskRecords {
    func desk() throws -> Desk {
        guard let desk = try storedDesk() else { throw StoreError.damaged("no desk") }
        return desk
    }

    /// A member of the staff, retired or not.
    func agent(_ id: User.ID) throws -> Agent? {
        guard let found = try user(id), found.user.role.isStaff else { return nil }
        return Agent(id: id, name: found.user.name, role: found.user.role, isRetired: found.retired != nil)
    }

    func putService(_ service: Service) throws {
        try store(service)
        try append(.service, service.id.rawValue, .service(service.id))
    }

    func putTopic(_ topic: Topic) throws {
        try store(topic)
        try append(.topic, topic.id.rawValue, .everybody)
    }

    fileprivate func putIncident(_ incident: Incident) throws {
        if try store(incident) { try append(.incident, incident.id.description, .everybody) }
    }
}
