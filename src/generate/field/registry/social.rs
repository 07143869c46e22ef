//! Kinds of people among each other: posts, followers, ratings.

use crate::generate::field::kind::JsonType::{self, Integer, Number, String};
use crate::generate::field::kind::Source::{self, Decimal, Make, OneOf, Whole};
use crate::generate::field::kind::{Domain, Kind};
use crate::generate::field::{person, small};

const fn kind(
    json_type: JsonType,
    name: &'static str,
    description: &'static str,
    faker: Option<&'static str>,
    names: &'static str,
    source: Source,
) -> Kind {
    Kind { name, domain: Domain::Social, description, json_type, faker, names, source }
}

#[rustfmt::skip]
pub(super) const KINDS: &[Kind] = &[
    kind(
        Integer, "follower_count", "How many follow somebody", None,
        "follower count, followers, followers count, num followers, subscriber count, subscribers, fans, fan count, subscribers \
        count, audience size, total followers, watchers count, watchers, subscription count, stargazers count",
        Whole(0, 120000),
    ),
    kind(
        Integer, "following_count", "How many somebody follows", None,
        "following count, following, friends count, friend count, connections, connection count, connections count, followees, \
        friends, followings, contacts count",
        Whole(0, 2400),
    ),
    kind(
        Integer, "like_count", "How often something was liked", None,
        "like count, likes, likes count, num likes, favorite count, favorites count, upvotes, thumbs up, hearts, reactions \
        count, reaction count, favourites, favorites, stars, claps, star count, reactions total, stargazers, upvote count, \
        kudos, total likes, ups, favourite count, helpful count, reactions",
        Whole(0, 9000),
    ),
    kind(
        Integer, "dislike_count", "How often something was disliked", None,
        "dislike count, dislikes, downvotes, thumbs down, dislikes count, downvote count, downs",
        Whole(0, 400),
    ),
    kind(
        Integer, "comment_count", "How often something was commented on", None,
        "comment count, comments count, num comments, reply count, replies count, replies, comments total, review count, \
        reviews count, number of reviews, num reviews, total reviews, rating count, ratings count, reviews, discussion count, \
        total comments, answer count, ratings total, responses count, answers count, user ratings total, vote count",
        Whole(0, 1800),
    ),
    kind(
        Integer, "share_count", "How often something was passed on", None,
        "share count, shares, shares count, retweet count, retweets, reposts, num shares, repost count, forks, forks count, \
        fork count, reshare count, quote count, forwards",
        Whole(0, 3000),
    ),
    kind(
        Integer, "view_count", "How often something was looked at", None,
        "view count, views, views count, num views, impressions, page views, pageviews, watch count, play count, plays, hits, \
        hit count, visits, visit count, clicks, click count, visitors, total views, listens, reach, impression count, unique \
        visitors, total plays, view total, click throughs, sessions, opens, video views",
        Whole(0, 800000),
    ),
    kind(
        Integer, "post_count", "How much somebody has written", None,
        "post count, posts count, num posts, tweet count, media count, statuses count, posts, article count, photos count, \
        video count, tweets count, message count, messages count, articles count, total posts, videos count, public repos, \
        public gists, num messages, topic count",
        Whole(0, 4200),
    ),
    kind(
        Integer, "member_count", "How many belong to something", None,
        "member count, members count, num members, members, user count, participants count, attendee count, attendees count, \
        users count, participant count, total users, employee count, employees count, number of employees, num employees, \
        headcount, team size, group size, company size count, guest count, guests, guest number, number of guests, party size, \
        adults, children, contributors count, staff count, active users, num users, number of people, num people, people \
        count, online count, player count, players count, customer count, audience count, approximate member count, online \
        members, num guests",
        Whole(2, 900),
    ),
    kind(
        String, "hashtag", "A word that posts are found by", None,
        "hashtag, hash tag, hashtags, hashtag text",
        OneOf(&[
            "#travel", "#foodie", "#sunset", "#throwback", "#coding", "#fitness", "#nature", "#music", "#design", "#coffee",
        ]),
    ),
    kind(
        String, "social_handle", "What somebody is called on a network", None,
        "handle, social handle, twitter handle, twitter, instagram handle, instagram, tiktok, twitter username, github \
        username, telegram, mention, slack handle, twitter name, github, skype, tiktok handle, cashtag, at name, instagram \
        username, telegram username, user handle, threads handle, snapchat, gitlab, discord, twitch, mastodon, bluesky, x \
        handle, reddit",
        Make(person::handle),
    ),
    kind(
        String, "social_url", "The address of a page on a network", None,
        "facebook url, twitter url, linkedin url, instagram url, social url, profile url, linkedin, facebook, youtube, social \
        link, linkedin profile, github url, facebook page, user url, social media url, author url, youtube channel, linkedin \
        link, profile page, gitlab url, twitter link, facebook link, tiktok url, social profile, profile uri, owner url",
        Make(small::profile_url),
    ),
    kind(
        String, "social_network", "A network of people", None,
        "social network, social platform, network of people, social media, platform name, social provider, social account type",
        OneOf(&["instagram", "linkedin", "facebook", "youtube", "tiktok", "mastodon", "reddit"]),
    ),
    kind(
        String, "bio", "What somebody says of themselves", Some("person.bio"),
        "bio, biography, about me, user bio, profile bio, profile description, user/description, profile text, author bio, \
        short bio, user/about, self description, user description, profile summary, profile/summary, profile/about, \
        author/description, biography text",
        OneOf(&[
            "Coffee first, code second.", "Father of two, keen cyclist and bad singer.",
            "Writing about cities and the people in them.", "Designer by day, baker by night.",
            "Always looking for the next trail.", "Teacher, reader, collector of maps.", "Building small things that last.",
        ]),
    ),
    kind(
        String, "reaction", "What somebody answers with a picture", Some("internet.emoji"),
        "reaction, emoji, reaction type, emoticon, smiley, emoji icon, reaction emoji, mood emoji",
        OneOf(&["👍", "❤️", "😂", "🎉", "😮", "😢", "🔥", "👏"]),
    ),
    kind(
        Number, "rating", "Stars from 1 to 5", None,
        "rating, average rating, avg rating, star rating, stars rating, user rating, review rating, rating average, review \
        score, rating value, overall rating, rating score, customer rating, rate of review, mean rating, vote average, rating \
        avg, product rating, seller rating",
        Decimal(10, 50, 1),
    ),
    kind(
        Integer, "score", "Points from 0 to 100", None,
        "score, points, total score, quality score, karma, reputation, credits, loyalty points, reward points, game score, \
        final score, xp, test score, relevance score, trust score, total points, rank score, high score, experience points, \
        reward balance, scores, popularity, health score, match score, lead score, coins, test result score, engagement score, \
        nps, nps score, relevance, performance score, security score, user score",
        Whole(1, 100),
    ),
    kind(
        Integer, "vote_count", "How many voted", None,
        "votes, total votes, num votes, votes count, poll votes, number of votes, total vote count, vote total",
        Whole(0, 12000),
    ),
    kind(
        Integer, "rank", "A place in an order", None,
        "rank, ranking, position, place in order, leaderboard position, global rank, sort position, current rank, standing, \
        world rank, rank position",
        Whole(1, 50),
    ),
    kind(
        String, "post_type", "What sort of post something is", None,
        "post type, content kind, post kind, story type, post/type, post format",
        OneOf(&["text", "photo", "video", "link", "poll"]),
    ),
    kind(
        String, "post_status", "How far a text has come", None,
        "post status, publication status, publish status, article status, post/status, article/status, page/status, content \
        status, review status, blog status, comment status, editorial status, page status, publishing status, moderation \
        status, approval status, document status, document/status, proposal status, submission status",
        OneOf(&["draft", "in_review", "scheduled", "published", "archived"]),
    ),
    kind(
        String, "privacy", "Who may see something", None,
        "privacy, privacy setting, audience type, privacy level, share setting, sharing, access level of post, visibility, \
        visibility level, repository visibility, visible to, confidentiality, who can see, privacy status, classification \
        level",
        OneOf(&["public", "private", "friends", "unlisted"]),
    ),
    kind(
        String, "presence", "Whether somebody is there", None,
        "presence, online status, presence status, availability of person, user presence",
        OneOf(&["online", "away", "busy", "offline"]),
    ),
    kind(
        String, "friendship_status", "How two people stand", None,
        "friendship status, invitation status, follow status, invite status, connection status of people, request status, \
        invitation/status, friend status, rsvp, rsvp status, attendance status, response status rsvp, attendee/status, \
        participation status, membership state",
        OneOf(&["pending", "accepted", "declined", "blocked"]),
    ),
    kind(
        Number, "engagement_rate", "How many react, in percent", None,
        "engagement rate, click rate, open rate, ctr, click through rate, bounce rate, conversion rate, response rate, \
        retention rate, churn rate, interaction rate, completion rate, success rate, acceptance rate, win rate, error rate, \
        hit rate, cache hit rate, failure rate, growth rate, unsubscribe rate, utilization, utilization rate, occupancy rate",
        Decimal(5, 985, 1),
    ),
    kind(
        String, "sentiment", "Whether a text is friendly", None,
        "sentiment, tone, sentiment label, polarity label, attitude",
        OneOf(&["positive", "neutral", "negative"]),
    ),
    kind(
        String, "event_kind", "What sort of meeting something is", None,
        "event category, meeting type, event format, event type of people, occasion, party type, appointment type, visit type, \
        session type of event",
        OneOf(&["meetup", "conference", "workshop", "webinar", "concert", "festival"]),
    ),
    kind(
        String, "interaction", "What somebody did on a network", None,
        "interaction type, engagement type, interaction, social action, activity verb",
        OneOf(&["like", "comment", "share", "follow", "save", "mention"]),
    ),
    kind(
        String, "community_role", "What somebody may do in a group", None,
        "community role, group role, member role, channel role, workspace role, team role, role, user role, role name, roles, \
        user/role, member/role, account role, authority, org role, role/name, access role, role type, project role, access \
        level, user level role, default role, admin role, assigned role, user type, user/type, member type, account/role, \
        permission level, iam role, user category",
        OneOf(&["admin", "member", "moderator", "owner", "guest", "editor", "viewer"]),
    ),
];
