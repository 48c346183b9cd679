# Add to site/local.zeek, then: zeekctl deploy

# Zeek 6.0 and later: a community_id column in conn.log, and one in notice.log.
@load policy/protocols/conn/community-id-logging
@load policy/frameworks/notice/community-id

# Before 6.0, instead: zkg install zeek-community-id
# and then:
# @load packages
# @load zeek-community-id/notice

# All sensors and hosts of one place should use the same seed; 0 is the default everywhere.
# redef CommunityID::seed = 0;
