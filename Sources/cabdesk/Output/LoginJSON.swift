import HelpdeskModels

/// What `login --json` prints.
struct LoginJSON: Encodable {
    let profile: String
    let url: String
    let desk: String
    let user: User
    let service: Service?

    init(profile: String, url: String, desk: String, me: Me) {
        self.profile = profile
        self.url = url
        self.desk = desk
        user = me.user
        service = me.service
    }
}
